"""The talent service: yours to change, written once."""

from acme.talent.servicer import TalentServicer


class TalentService(TalentServicer):
    """Serves what the spec declares; override a method to make it do more.

    The methods in snake_case run inside the transaction of their request: what they write is committed together, or not
    at all. An error of `acme.core.errors` that they raise rolls it back and reaches the caller as a gRPC status.

    Yours to write, because the spec only declares them (signatures: see the servicer):

    * `import_talents`
    """
