"""The radio service: yours to change, written once."""

from acme.radio.servicer import RadioServicer


class RadioService(RadioServicer):
    """Serves what the spec declares; override a method to make it do more.

    The methods in snake_case run inside the transaction of their request: what they write is committed together, or not
    at all. An error of `acme.core.errors` that they raise rolls it back and reaches the caller as a gRPC status.

    To add a rule to a creation, override `create_station`, check, and go on with `return await
    super().create_station(work, campaign_id, new)`.
    """
