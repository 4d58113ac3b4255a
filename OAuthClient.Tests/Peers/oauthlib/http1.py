"""As much of HTTP/1.1 as a test needs, and faster than http.server: connections are kept, bodies come whole or in chunks."""
import asyncio
import http
from dataclasses import dataclass, field


@dataclass
class Request:
    method: str
    target: str
    headers: dict
    body: bytes

    @property
    def path(self):
        return self.target.split("?")[0]

    @property
    def url(self):
        return f"http://{self.headers['Host']}{self.target}"

    @property
    def is_form(self):
        return "application/x-www-form-urlencoded" in self.headers.get("Content-Type", "")


@dataclass
class Answer:
    status: int
    body: str = ""
    headers: dict = field(default_factory=dict)

    def to_bytes(self):
        body = (self.body or "").encode()
        lines = [f"HTTP/1.1 {self.status} {http.HTTPStatus(self.status).phrase}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


async def serve(answer):
    """Serves a function from request to answer on a free port, and prints the address."""
    async def converse(reader, writer):
        try:
            while True:
                writer.write(answer(await read(reader)).to_bytes())
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0, backlog=512)
    print("http://127.0.0.1:%d" % server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def read(reader):
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
    method, target, _ = first.split(" ")
    headers = {name.title(): value for name, value in (line.split(": ", 1) for line in lines)}
    if "Transfer-Encoding" in headers:
        return Request(method, target, headers, await read_chunks(reader))
    return Request(method, target, headers, await reader.readexactly(int(headers.get("Content-Length", 0))))


async def read_chunks(reader):
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body
