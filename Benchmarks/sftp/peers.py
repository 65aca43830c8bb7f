"""The programs that are compared, as command lines that do the same: send a folder's files to `in/x` of the server."""

import os
import shutil

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..')
PYTHON = os.path.join(ROOT, '.venv', 'bin', 'python')
PROGRAM = os.path.join(ROOT, '.build', 'release', 'nightferry')
ENGINE = os.path.join(HERE, '..', '.build', 'release', 'sftp-put')
# What OpenSSH is fastest with, as libssh is, and what libssh2 1.10 agrees on with it.
GCM = ['-c', 'aes128-gcm@openssh.com']
CTR = ['-c', 'aes128-ctr', '-m', 'hmac-sha2-256']


class Task:
    """A folder to send to a server that answers at a port."""

    def __init__(self, server, port, data, ledger):
        self.server, self.port, self.data, self.ledger = server, str(port), data, ledger
        self.target = server.folder + '/in/x'
        self.files = sorted(os.listdir(data))
        self.login = f'{server.user}@127.0.0.1'
        self.options = ['-o', f'UserKnownHostsFile={server.known}', '-o', 'StrictHostKeyChecking=yes', '-i', server.key]

    def ssh(self, *more):
        return ' '.join(['ssh', '-a', '-x', *more, *self.options])


def ours(task):
    """This program: (name, command line, text for standard input)."""
    upload = [PROGRAM, 'upload', task.data, f'sftp://{task.login}:{task.port}{task.target}', '-i', task.server.key,
              '--known-hosts', task.server.known, '--progress', 'none']
    yield 'nightferry upload', upload
    yield 'nightferry upload --ledger', [*upload, '--ledger', task.ledger]
    for connections in ('1', '2', '8', '16'):
        yield f'nightferry upload --connections {connections}', [*upload, '--connections', connections]
    yield 'nightferry upload --connections 8 --ledger', [*upload, '--connections', '8', '--ledger', task.ledger]
    for transport in ('libssh2', 'openssh'):
        yield f'nightferry upload --transport {transport}', [*upload, '--transport', transport]
    yield 'nightferry upload --transport openssh --connections 1', [*upload, '--transport', 'openssh', '--connections', '1']
    if os.path.exists(ENGINE):
        engine = [ENGINE, '127.0.0.1', task.port, task.server.user, task.server.key, task.server.known, task.data, 'x']
        yield 'nightferry engine alone, 1', [*engine, '1', 'libssh']


def sftp_peers(task):
    """Programs that speak SFTP, as they come and tuned."""
    sftp = ['sftp', '-q', '-P', task.port, *task.options]
    batch = ['-b', '/dev/stdin', task.login]
    yield 'sftp', [*sftp, *batch]
    yield 'sftp tuned', [*sftp, '-B', '261120', '-R', '256', *GCM, *batch]
    for parallel in (1, 4, 8):
        ssh = task.ssh(*GCM)
        script = (f'set sftp:connect-program "{ssh}"; set sftp:max-packets-in-flight 64; '
                  f'open sftp://{task.server.user}:@127.0.0.1:{task.port}; mirror -R --parallel={parallel} {task.data} x; bye')
        yield f'lftp mirror -R --parallel={parallel}', ['lftp', '-c', script]
    backend = (f':sftp,host=127.0.0.1,port={task.port},user={task.server.user},key_file={task.server.key},'
               f'known_hosts_file={task.server.known}')
    rclone = ['rclone', '--config', '/dev/null']
    yield 'rclone copy', [*rclone, 'copy', task.data, backend + ':x']
    yield 'rclone copy tuned', [*rclone, '--transfers', '16', '--checkers', '16', '--sftp-disable-hashcheck', 'copy', task.data,
                                backend + ',concurrency=64,chunk_size=255k:x']
    with open(task.server.folder + '/curl', 'w') as file:
        for name in task.files:
            file.write(f'upload-file = "{task.data}/{name}"\nurl = "sftp://127.0.0.1:{task.port}{task.target}/{name}"\n')
    for parallel in ('8', '16'):
        yield f'curl -Z --parallel-max {parallel}', [
            'curl', '-sS', '-Z', '--parallel-max', parallel, '--key', task.server.key, '--hostpubsha256', task.server.fingerprint,
            '-u', f'{task.server.user}:', '--ftp-create-dirs', '-K', task.server.folder + '/curl']


def asyncssh_peers(task):
    """asyncssh as it comes, and with many files at once and the cipher that it is fastest with."""
    words = [PYTHON, os.path.join(HERE, 'asyncssh_put.py'), task.port, task.server.user, task.server.key, task.server.known, task.data, 'x']
    yield 'asyncssh mput', [*words, '1']
    for parallel in ('32', '128'):
        yield f'asyncssh, {parallel} put', [*words, parallel, 'aes128-gcm@openssh.com']


def other_peers(task):
    """Programs that need more than SFTP of the server."""
    there, single = task.target, task.files[0] if len(task.files) == 1 else None
    for name, cipher in (('', GCM), (', AES-CTR', CTR)):
        remote = f'{task.ssh(*cipher)} -p {task.port} {task.login}'
        yield f'tar through ssh{name}', ['sh', '-c', f'tar -C {task.data} -cf - . | {remote} "mkdir {there} && tar -C {there} -xf -"']
        if single:
            yield f'cat through ssh{name}', ['sh', '-c', f'{remote} "mkdir {there} && cat >{there}/{single}" <{task.data}/{single}']
    yield 'rsync', ['rsync', '-a', '-W', '-e', f'{task.ssh(*GCM)} -p {task.port}', task.data + '/', f'{task.login}:{there}/']


GROUPS = {'nightferry': ours, 'SFTP': sftp_peers, 'asyncssh': asyncssh_peers, 'others': other_peers}


def programs(task):
    """Every program: its group, name and command line; those that are not installed have none."""
    for group, members in GROUPS.items():
        for name, words in members(task):
            yield group, name, words if shutil.which(words[0]) else None
