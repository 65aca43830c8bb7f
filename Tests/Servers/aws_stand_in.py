#!/usr/bin/env python3
"""An SFTP server that behaves as AWS Transfer Family on S3 does, for tests.

Writes must be sequential from offset 0; append, READ together with WRITE, attributes and renames are refused; answers come
in any order; a file shows when it is closed, and one that is still open when the connection drops is stored as far as it
got; a connection has at most ten channels. Usage: aws_stand_in.py FOLDER HOST_KEY AUTHORIZED_KEYS [etm] [expired] [quota=BYTES]
prints its port and serves until its input ends.
"""

import asyncio
import os
import random
import sys

import asyncssh
from asyncssh import sftp

sftp.SFTPServerHandler._extensions = []

CHANNELS = 10
QUOTA = next((int(word[6:]) for word in sys.argv[4:] if word.startswith('quota=')), None)


class Connection(asyncssh.connection.SSHServerConnection):
    def _process_session_open(self, packet):
        if len(self._channels) >= CHANNELS:
            raise asyncssh.ChannelOpenError(asyncssh.OPEN_RESOURCE_SHORTAGE, 'at most %d channels' % CHANNELS)
        return super()._process_session_open(packet)


asyncssh.connection.SSHServerConnection = Connection


class Handler(sftp.SFTPServerHandler):
    """Does every request by itself, so that answers come as they are ready."""

    async def _process_packet(self, kind, number, packet):
        task = asyncio.ensure_future(super()._process_packet(kind, number, packet))
        TASKS.add(task)
        task.add_done_callback(TASKS.discard)


TASKS = set()
sftp.SFTPServerHandler = Handler


class Expired(asyncssh.SSHServer):
    """Lets nobody in by key, and calls every password expired."""

    def begin_auth(self, username):
        return True

    def public_key_auth_supported(self):
        return False

    def password_auth_supported(self):
        return True

    def validate_password(self, username, password):
        raise asyncssh.PasswordChangeRequired('choose a new one')


class Object:
    """A file that is being written, or one that is read."""

    def __init__(self, path, data, writing):
        self.path, self.data, self.writing = path, bytearray(data), writing


class S3(asyncssh.SFTPServer):
    def __init__(self, chan):
        super().__init__(chan, chroot=sys.argv[1].encode())
        self.open_objects = set()

    async def shuffle(self):
        """Lets later requests overtake this one."""
        await asyncio.sleep(random.random() * 0.004)

    async def open(self, path, pflags, attrs):
        reading, writing = pflags & asyncssh.FXF_READ, pflags & asyncssh.FXF_WRITE
        if reading and writing or pflags & asyncssh.FXF_APPEND:
            raise asyncssh.SFTPOpUnsupported('only reading or writing, and no append')
        if writing and not pflags & asyncssh.FXF_TRUNC:
            raise asyncssh.SFTPOpUnsupported('an object is only written anew')
        local = self.map_path(path)
        await self.shuffle()
        if writing:
            if not os.path.isdir(os.path.dirname(local)):
                raise asyncssh.SFTPNoSuchFile('no such folder')
            if os.path.isdir(local):
                raise asyncssh.SFTPFailure('is a directory')
            item = Object(local, b'', True)
            self.open_objects.add(item)
            return item
        if os.path.isdir(local):
            raise asyncssh.SFTPFailure('is a directory')
        with open(local, 'rb') as file:
            return Object(local, file.read(), False)

    async def read(self, item, offset, size):
        await self.shuffle()
        return bytes(item.data[offset:offset + size])

    async def write(self, item, offset, data):
        if offset != len(item.data):
            raise asyncssh.SFTPFailure('writes must be sequential: at %d, not %d' % (len(item.data), offset))
        if QUOTA is not None and self.stored() + len(item.data) + len(data) > QUOTA:
            raise asyncssh.SFTPFailure('Disk quota exceeded')
        item.data += data
        await self.shuffle()
        return len(data)

    def stored(self):
        return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(sys.argv[1]) for name in names)

    def store(self, item):
        with open(item.path, 'wb') as file:
            file.write(item.data)
        self.open_objects.discard(item)

    async def close(self, item):
        await self.shuffle()
        if item.writing:
            self.store(item)

    def exit(self):
        # What the connection left open is stored as it is, and may well trigger the vendor.
        for item in list(self.open_objects):
            self.store(item)

    async def stat(self, path):
        await self.shuffle()
        return os.stat(self.map_path(path))

    def fstat(self, item):
        raise asyncssh.SFTPOpUnsupported('FSTAT of an open object')

    def setstat(self, path, attrs):
        raise asyncssh.SFTPOpUnsupported('SETSTAT')

    def fsetstat(self, item, attrs):
        raise asyncssh.SFTPOpUnsupported('FSETSTAT')

    def rename(self, old, new):
        raise asyncssh.SFTPPermissionDenied('Access denied')

    def symlink(self, old, new):
        raise asyncssh.SFTPOpUnsupported('no links')

    readlink = link = posix_rename = symlink


async def main():
    options = {}
    if 'expired' in sys.argv[4:]:
        options['server_factory'] = Expired
    if 'etm' in sys.argv[4:]:
        options['mac_algs'] = ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com']
        options['encryption_algs'] = ['aes128-ctr', 'aes256-ctr']
    server = await asyncssh.listen(
        '127.0.0.1', 0, server_host_keys=[sys.argv[2]], authorized_client_keys=sys.argv[3],
        server_version='AWS_SFTP_1.2', sftp_factory=S3, **options)
    os.write(1, b'%d\n' % server.sockets[0].getsockname()[1])
    # The test's process holds the other end; when it is gone, so is this.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
