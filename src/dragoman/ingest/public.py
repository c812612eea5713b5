"""Connections to public addresses alone: what a name stands for is asked once, checked, and that very address is spoken to.

So a name that is answered otherwise a moment later (DNS rebinding), a number in another spelling, and a redirect, each a connection of its own,
lead to no machine of the user's network. No proxy is used: it would look the name up again, out of our sight.
"""

import http.client
import socket
import ssl
import urllib.request
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from dragoman.model.errors import SourceError

_GLOBAL = IPv6Network("2000::/3")  # all that IANA gives out as unicast for the whole net
_TRANSLATED = IPv6Network("64:ff9b::/96")  # an IPv4 address behind a translator (RFC 6052)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether it is a machine's own address on the public net, whatever IPv4 address is wrapped in it."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in _TRANSLATED:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    if address.sixtofour is not None:
        return is_public(address.sixtofour)
    return address in _GLOBAL and address.is_global and address.teredo is None


def connect(host: str, port: int, timeout: float | None) -> socket.socket:
    """A connection to the host; SourceError, before a byte is sent, where any of its addresses is not public; OSError where none answers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_, place in found:
        number = str(place[0])
        if not is_public(ip_address(number)):
            raise SourceError(f"is on this machine or a network of its own ({number}), where nothing is fetched; save the page and give the file")
    failed: OSError | None = None
    for family, kind, protocol, _, place in found:
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(timeout)
            made.connect(place)
            return made
        except OSError as error:
            made.close()
            failed = error
    raise failed or OSError("the name stands for no address")


class _Plain(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = connect(self.host, self.port, self.timeout)


class _Sealed(http.client.HTTPSConnection):
    def connect(self) -> None:
        bare = connect(self.host, self.port, self.timeout)
        try:
            self.sock = ssl.create_default_context().wrap_socket(bare, server_hostname=self.host)
        except BaseException:
            bare.close()
            raise


class Plain(urllib.request.HTTPHandler):
    """Opens http addresses so."""

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Plain, req)


class Sealed(urllib.request.HTTPSHandler):
    """Opens https addresses so."""

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Sealed, req)
