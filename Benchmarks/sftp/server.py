"""A private sshd on loopback, and a way to it that takes its time."""

import asyncio
import collections
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import time


class Late(asyncio.Protocol):
    """One side of a forwarded connection: what comes in goes out on the other side, `delay` seconds later."""

    def __init__(self, delay, other=None):
        self.delay, self.other, self.transport = delay, other, None
        self.queue, self.timer = collections.deque(), None

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        loop = asyncio.get_running_loop()
        self.queue.append((loop.time() + self.delay, data))
        if self.timer is None:
            self.timer = loop.call_at(self.queue[0][0], self.forward)

    def forward(self):
        loop, self.timer = asyncio.get_running_loop(), None
        if self.other.transport is None:
            self.timer = loop.call_later(0.001, self.forward)
            return
        while self.queue and self.queue[0][0] <= loop.time():
            data = self.queue.popleft()[1]
            if data is None:
                self.other.transport.close()
                return
            self.other.transport.write(data)
        if self.queue:
            self.timer = loop.call_at(self.queue[0][0], self.forward)

    def connection_lost(self, error):
        self.data_received(None)


class Accepted(Late):
    """The side of whoever connects; it connects on to the server."""

    def __init__(self, delay, port):
        super().__init__(delay)
        self.port = port

    def connection_made(self, transport):
        super().connection_made(transport)
        self.other = Late(self.delay, self)
        loop = asyncio.get_running_loop()
        self.connecting = loop.create_task(loop.create_connection(lambda: self.other, '127.0.0.1', self.port))


def tunnel(port, target, delay):
    """Forwards a port, each byte `delay` seconds late."""

    async def serve():
        server = await asyncio.get_running_loop().create_server(lambda: Accepted(delay, target), '127.0.0.1', port)
        await server.serve_forever()

    asyncio.run(serve())


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def run(*words, **more):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


class Server:
    """A private sshd, and the files to log in to it."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.user = os.environ.get('USER') or os.environ.get('LOGNAME') or 'root'
        self.key, self.known = folder + '/key', folder + '/known_hosts'
        for name in ('host', 'key'):
            run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', f'{folder}/{name}', check=True)
        shutil.copy(self.key + '.pub', folder + '/authorized')
        os.mkdir(folder + '/in')
        if os.getuid() == 0:
            os.makedirs('/run/sshd', exist_ok=True)
        with open(folder + '/config', 'w') as file:
            file.write(f'ListenAddress 127.0.0.1:{self.port}\nHostKey {folder}/host\nPidFile none\nStrictModes no\n'
                       f'AuthorizedKeysFile {folder}/authorized\nMaxStartups 100:30:200\nUsePAM no\nUseDNS no\n'
                       f'Subsystem sftp internal-sftp -d {folder}/in\n')
        self.process = subprocess.Popen([shutil.which('sshd', path='/usr/sbin:/usr/bin'), '-D', '-f', folder + '/config'])
        self.tunnels = []
        self.wait(self.port)

    @property
    def fingerprint(self):
        """The host key's SHA-256 as curl takes it."""
        return run('ssh-keygen', '-lf', self.folder + '/host.pub').stdout.split()[1].removeprefix('SHA256:')

    def wait(self, port):
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(('127.0.0.1', port)) == 0:
                    return
            time.sleep(0.05)
        sys.exit('the server does not answer')

    def at(self, delay):
        """A port that is so many milliseconds away, half of them each way."""
        port = self.port
        if delay:
            port = free_port()
            process = multiprocessing.Process(target=tunnel, args=(port, self.port, delay / 2000), daemon=True)
            process.start()
            self.tunnels.append(process)
            self.wait(port)
        public = open(self.folder + '/host.pub').read().split()
        with open(self.known, 'a') as file:
            file.write(f'[127.0.0.1]:{port} {public[0]} {public[1]}\n')
        return port

    def stop(self):
        for process in self.tunnels:
            process.terminate()
        self.process.terminate()
        self.process.wait()
