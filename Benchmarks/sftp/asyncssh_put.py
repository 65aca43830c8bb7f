"""Sends a folder's files with asyncssh: asyncssh_put.py PORT USER KEY KNOWN_HOSTS FOLDER REMOTE PARALLEL [CIPHER].

One at a time it is asyncssh's own `mput`; several at a time are as many of its `put` as are asked for.
"""

import asyncio
import os
import sys

import asyncssh


async def main(port, user, key, known, folder, remote, parallel, cipher=None):
    ciphers = {'encryption_algs': [cipher]} if cipher else {}
    async with asyncssh.connect('127.0.0.1', int(port), username=user, client_keys=[key], known_hosts=known, **ciphers) as connection:
        async with connection.start_sftp_client() as client:
            await client.mkdir(remote)
            if int(parallel) == 1:
                await client.mput(f'{folder}/*', remote)
                return
            room = asyncio.Semaphore(int(parallel))

            async def put(name):
                async with room:
                    await client.put(f'{folder}/{name}', f'{remote}/{name}')

            await asyncio.gather(*(put(name) for name in sorted(os.listdir(folder))))


asyncio.run(main(*sys.argv[1:]))
