"""The plugin side of tspacker's own protocol (docs/protocol.md), with nothing but the standard library.

One thread reads frames; every request runs in a thread of its own, so that a component may wait for
the host (upload something, run a command, say something) while the host waits for the component.
"""

import json
import os
import queue
import sys
import threading

COOKIE = ("TSPACKER_PLUGIN_COOKIE", "5ce1f0a4-8d0b-4d1c-9d0e-7f3b6f3f2a61")
HANDSHAKE = "tspacker-jsonrpc|1|0"
WINDOW = 512 * 1024
LARGEST_FRAME = 64 * 1024


class Failure(Exception):
    """What the other side answered with an error, or a failure of ours with a message for the user."""


class Cancelled(Exception):
    """The host cancelled the call that is being worked on."""


class Call:
    """A request of the host that is being worked on."""

    def __init__(self):
        self.cancelled = threading.Event()

    def check(self):
        if self.cancelled.is_set():
            raise Cancelled("cancelled")


class Outgoing:
    """A stream of bytes to the host: waits for credit."""

    def __init__(self, wire, number, credit=0):
        self.wire, self.number, self.credit = wire, number, credit
        self.failure = None
        self.changed = threading.Condition()
        wire.outgoing[number] = self

    def grant(self, count):
        with self.changed:
            self.credit += count
            self.changed.notify_all()

    def fail(self, message):
        with self.changed:
            self.failure = message
            self.changed.notify_all()

    def write(self, data):
        view = memoryview(data)
        while len(view) > 0:
            with self.changed:
                self.changed.wait_for(lambda: self.credit > 0 or self.failure is not None)
                if self.failure is not None:
                    raise Failure(self.failure)
                piece = view[: min(self.credit, LARGEST_FRAME)]
                self.credit -= len(piece)
            self.wire.write_bytes(self.number, piece)
            view = view[len(piece) :]

    def close(self):
        self.wire.write_bytes(self.number, b"")


class Incoming:
    """A stream of bytes from the host: iterate over it; credit is given back on the way."""

    def __init__(self, wire, number):
        self.wire, self.number = wire, number
        self.pieces = queue.Queue()
        wire.incoming[number] = self

    def __iter__(self):
        while True:
            piece = self.pieces.get()
            if isinstance(piece, Exception):
                raise piece
            if not piece:
                return
            yield piece
            self.wire.notify("stream/credit", {"stream": self.number, "bytes": len(piece)})


class Wire:
    """The connection to the host. `methods` maps a method to a function of (params, call)."""

    def __init__(self, methods):
        self.methods = methods
        self.source, self.sink = sys.stdin.buffer, sys.stdout.buffer
        sys.stdout = sys.stderr  # a stray print must not break the protocol
        self.writing = threading.Lock()
        self.numbering = threading.Lock()
        self.next_number, self.next_request = 2, 0  # numbers of a plugin are even
        self.answers, self.calls = {}, {}
        self.outgoing, self.incoming = {}, {}

    # Frames

    def write_frame(self, headers, body):
        head = "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n"
        with self.writing:
            self.sink.write(head.encode() + body)
            self.sink.flush()

    def write_message(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.write_frame([("Content-Length", len(body))], body)

    def write_bytes(self, stream, data):
        headers = [("Content-Type", "application/octet-stream"), ("Stream", stream)]
        self.write_frame([("Content-Length", len(data)), *headers], bytes(data))

    def read_frame(self):
        """Headers and body of the next frame, or None at the end."""
        headers = {}
        while True:
            line = self.source.readline()
            if not line:
                return None
            if line == b"\r\n":
                return headers, self.source.read(int(headers["content-length"]))
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()

    # Our calls

    def number(self):
        with self.numbering:
            self.next_number += 2
            return self.next_number - 2

    def notify(self, method, params):
        self.write_message({"method": method, "params": params})

    def request(self, method, params, call=None):
        """Asks the host and waits. A cancelled call is passed on, and raises once the host has answered."""
        with self.numbering:
            self.next_request += 1
            number = self.next_request
        answer = self.answers[number] = queue.Queue()
        self.write_message({"id": number, "method": method, "params": params})
        message = self.wait(answer, number, call)
        if "error" in message:
            if call is not None:
                call.check()
            raise Failure(message["error"]["message"])
        return message.get("result")

    def wait(self, answer, number, call):
        if call is None:
            return answer.get()
        told = False
        while True:
            try:
                return answer.get(timeout=0.1)
            except queue.Empty:
                if call.cancelled.is_set() and not told:
                    self.notify("$/cancelRequest", {"id": number})
                    told = True

    def say(self, ui, message):
        self.request("ui/say", {"ui": ui, "message": message})

    def upload(self, communicator, path, data, call):
        stream = Outgoing(self, self.number())

        def send():
            try:
                stream.write(data)
                stream.close()
            except Failure:
                pass  # the answer to the request says why

        threading.Thread(target=send, daemon=True).start()
        try:
            params = {"communicator": communicator, "path": path, "stream": stream.number}
            self.request("communicator/upload", params, call)
        finally:
            stream.fail("the upload is over")
            del self.outgoing[stream.number]

    def run(self, communicator, command, on_output, call):
        """Runs a command, hands out what it writes, and returns its exit status."""
        stdout = Incoming(self, self.number())

        def read():
            for piece in stdout:
                on_output(piece)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        try:
            params = {
                "communicator": communicator,
                "command": self.number(),
                "text": command,
                "stdout": {"stream": stdout.number, "credit": WINDOW},
            }
            status = self.request("communicator/run", params, call)["exitStatus"]
            reader.join()
            return status
        finally:
            del self.incoming[stdout.number]

    # The host's calls

    def answer(self, message, call):
        number = message["id"]
        method = self.methods.get(message["method"])
        try:
            if method is None:
                error = {"code": -32601, "message": f"unknown method {message['method']}"}
                self.write_message({"id": number, "error": error})
                return
            self.write_message({"id": number, "result": method(message.get("params") or {}, call)})
        except Cancelled as error:
            self.write_message({"id": number, "error": {"code": -32800, "message": str(error)}})
        except Exception as error:  # whatever it is, the host is told
            self.write_message({"id": number, "error": {"code": 1, "message": str(error)}})
        finally:
            self.calls.pop(number, None)

    def hear(self, method, params):
        if method == "$/cancelRequest" and params["id"] in self.calls:
            self.calls[params["id"]].cancelled.set()
        elif method == "stream/credit" and params["stream"] in self.outgoing:
            self.outgoing[params["stream"]].grant(params["bytes"])
        elif method == "stream/abort":
            if params["stream"] in self.outgoing:
                self.outgoing[params["stream"]].fail(params["message"])
            if params["stream"] in self.incoming:
                self.incoming[params["stream"]].pieces.put(Failure(params["message"]))

    def serve(self):
        """Works until the host closes our standard input."""
        self.sink.write(f"{HANDSHAKE}\n".encode())
        self.sink.flush()
        while (frame := self.read_frame()) is not None:
            headers, body = frame
            if headers.get("content-type", "").startswith("application/octet-stream"):
                if int(headers["stream"]) in self.incoming:
                    self.incoming[int(headers["stream"])].pieces.put(body)
                continue
            message = json.loads(body)
            if "method" not in message:
                self.answers.pop(message["id"]).put(message)
            elif "id" not in message:
                self.hear(message["method"], message.get("params") or {})
            else:
                call = self.calls[message["id"]] = Call()
                threading.Thread(target=self.answer, args=(message, call), daemon=True).start()
        for call in list(self.calls.values()):
            call.cancelled.set()


def main(description, methods):
    """What every plugin does with its arguments."""
    if sys.argv[1:] == ["describe"]:
        print(json.dumps({**description, "tspacker_wire": "jsonrpc"}))
    elif sys.argv[1:2] == ["start"] and sys.argv[3:] == ["--jsonrpc"] and os.environ.get(COOKIE[0]) == COOKIE[1]:
        methods.setdefault("ping", lambda params, call: None)
        Wire.instance = Wire(methods)
        Wire.instance.serve()
    else:
        name = os.path.basename(sys.argv[0])
        print(f"{name} is a plugin for tspacker. It is started by tspacker and of no use on its own.", file=sys.stderr)
        sys.exit(1)
