"""The discovery service: yours to change, written once."""

from community.discovery.servicer import DiscoveryServicer


class DiscoveryService(DiscoveryServicer):
    """Serves what the spec declares; override a method to make it do more.

    The methods in snake_case run inside the transaction of their request: what they write is committed together, or not
    at all. An error of `community.core.errors` that they raise rolls it back and reaches the caller as a gRPC status.

    A method that streams has no such transaction, because a stream may last: it opens one for each step with
    `self.database.unit_of_work`. It ends when its caller does: what must happen then belongs into `finally`.

    Yours to write, because the spec only declares them (signatures: see the servicer):

    * `find_anything`
    """
