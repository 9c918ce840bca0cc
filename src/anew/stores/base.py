"""What a store does: it keeps what sessions remember, for one owner at a time.

A session's record says who owns it (the epoch, which grows at each take-over) and how often it has
committed (the version). A commit names both, and is made in one step or not at all. What a key
holds is bytes here: nothing in this package encodes or decodes a value.

Threading: a store may be called by any thread, several at a time, but the event loop's: each call
may wait, for a disk, a network or another process. Commits come from one thread, the writer's
(`stores/writer.py`), which makes many of them in one call.
"""

from __future__ import annotations

import logging
import secrets
from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Annotated, Literal, Protocol, TypeAlias

from msgspec import Meta, Struct, ValidationError, convert

from anew.learned import learned

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from anew.stores.keeps import Keeps

log = logging.getLogger("anew")

Durability: TypeAlias = Literal["normal", "full"]

RECORD_FIELDS = (
    *("session", "owner", "epoch", "version", "event", "place"),
    *("opened_at", "committed_at", "expires_at"),
)
LARGE_BYTES = 65_536  # A larger value is not read at a take-over, but when it is asked for.
MOST_NAME = 200
EPOCH_NOISE = 1 << 20


# What is said to a store, and what it says -------------------------------------------------


class Commit(Struct, frozen=True, kw_only=True):
    """What one run, or several that follow each other, changed in a session."""

    session: str
    owner: str  # A digest of the browser's cookie. It is written by the session's first commit.
    epoch: int
    after: int  # The version that it follows on from: 0 for a session's first commit.
    version: int  # The one that it makes; more than one above `after` if it stands for several.
    event: int  # The number of the tab's last event whose effect is in it.
    place: bytes  # Where the tab is, and what else is small and belongs to the session as a whole.
    written: Mapping[str, bytes] = {}
    deleted: frozenset[str] = frozenset()


class Committed(Struct, frozen=True):
    """The store holds it: now, or since an attempt whose answer was lost."""

    version: int


class Fenced(Struct, frozen=True):
    """Nothing was done: another has taken the session over, and this owner must end."""

    epoch: int


class Behind(Struct, frozen=True):
    """Nothing was done: the store has lost what this follows on from."""

    version: int  # What it has; 0 if it does not know the session.


class Refused(Struct, frozen=True):
    """Nothing was done, nor will another attempt do better."""

    reason: str


Answer: TypeAlias = Committed | Fenced | Behind | Refused


# Others do not count so far, and would not be counted exactly by all stores.
Count: TypeAlias = Annotated[int, Meta(ge=0, lt=2**52)]
Moment: TypeAlias = Annotated[float, Meta(gt=-1e11, lt=1e11)]


@learned
class Record(Struct, frozen=True, kw_only=True):
    """A session, without its keys. Times are seconds since 1970, by the store's clock."""

    session: str
    owner: str
    epoch: Count
    version: Count
    event: Count
    place: bytes
    opened_at: Moment
    committed_at: Moment
    expires_at: Moment


class Taken(Struct, frozen=True):
    """A session that was taken over: its record has the new epoch."""

    record: Record
    values: Mapping[str, bytes]
    large: Mapping[str, int]  # The keys whose values `load` reads, with their sizes.

    def sizes(self) -> dict[str, int]:
        """How many bytes each key's value has."""
        return {key: len(value) for key, value in self.values.items()} | {**self.large}


class Shown(Struct, frozen=True):
    """A session as it is shown to who looks after the app: no value is in it."""

    record: Record
    sizes: Mapping[str, int]  # By key.


class Listed(Struct, frozen=True):
    """A session in a list."""

    record: Record
    keys: int
    bytes: int  # Of the values together.


@learned
class Blob(Struct, frozen=True, kw_only=True):
    """Content of a name that never stands for other content."""

    name: str  # It follows from a digest of the content.
    size: int
    media_type: str
    file_name: str = ""


class Holder(Struct, frozen=True):
    """Who holds a blob."""

    session: str
    owner: str  # A digest of the browser's cookie. The session may not have committed yet.


class Store(Protocol):
    """Keeps sessions. Threading: safe; never from an event loop.

    Each method may raise a StoreError; then what was asked for was not done, or it is
    not known whether it was. All may be called again in this case.
    """

    @property
    def keeps(self) -> Keeps:
        """Through which failures it keeps what it has confirmed."""
        ...

    @property
    def blobs(self) -> BlobStore: ...

    @property
    def notes(self) -> NoteStore: ...

    def take_over(self, session: str, owner: str) -> Taken | None:
        """Own a session from now on; None if this browser has none of this name."""
        ...

    def load(
        self, session: str, keys: Collection[str], *, epoch: int | None = None
    ) -> Mapping[str, bytes] | Fenced:
        """The values of some keys; those that are not there are left out.

        Args:
            epoch: The owner's; None for whoever only looks.
        """
        ...

    def commit(self, commits: Sequence[Commit]) -> list[Answer]:
        """Make commits, each in one step; an answer for each, in order.

        Args:
            commits: No two are of one session.
        """
        ...

    def renew(self, owned: Sequence[tuple[str, int]]) -> set[str]:
        """Let sessions, given with their epochs, live for their time from now on.

        An owner does this several times in that time, also for sessions that commit. Commits
        do it for the session, but not for its blobs.

        Returns:
            Those that are owned by others now, or gone.
        """
        ...

    def expire(self) -> list[str]:
        """Remove what has outlived its time, as much as a moment allows; which sessions.

        Of several callers one has the name of each. A store that removes them by itself has none.
        """
        ...

    def sessions(self, on_unreadable: Callable[[str], None] | None = None) -> Iterator[Listed]:
        """All sessions, in any order.

        Args:
            on_unreadable: Called with the name of each whose record cannot be read, which is left
                out; if there is nobody to call, the log tells of it.
        """
        ...

    def show(self, session: str) -> Shown | None: ...

    def remove(self, session: str) -> bool:
        """Forget a session; whether there was one. Its owner's next commit is `Behind`."""
        ...

    def close(self) -> None:
        """Let go of files and connections. No call is under way or comes after."""
        ...


class BlobStore(Protocol):
    """Keeps blobs for the sessions that hold them. Threading: as its store."""

    def put(self, blob: Blob, content: Iterable[bytes], holder: Holder) -> None:
        """Keep a blob, which this session holds. Nobody sees it before it is whole.

        ValueError if the content has not the blob's size.
        """
        ...

    def hold(self, name: str, holder: Holder) -> bool:
        """Hold a blob that is kept already; whether it is."""
        ...

    def find(self, name: str, owner: str) -> Blob | None:
        """The blob of this name, if a session of this browser holds it.

        It takes as long whether one session holds the blob or many thousands.
        """
        ...

    def read(self, name: str, start: int, length: int) -> bytes:
        """A part of a blob that was found; less where it ends. BlobGoneError if it is gone."""
        ...

    def release(self, names: Collection[str], session: str) -> None:
        """A session lets go of these; what nobody holds is removed, now or at `expire`."""
        ...

    def weight(self, session: str) -> int:
        """How many bytes the blobs have together that a session holds."""
        ...


class NoteStore(Protocol):
    """Keeps notes: small things that belong to no session, each for a time of its own.

    They are for those who sign in (`identity/sign_ins.py`). A name is a digest, or as long as one.
    Threading: as its store.
    """

    def put(self, name: str, content: bytes, seconds: float) -> None:
        """Keep a note for a time; one of the same name is replaced."""
        ...

    def find(self, name: str) -> bytes | None:
        """What a note says; None if there is none, or its time has passed."""
        ...

    def present(self, names: Collection[str]) -> set[str]:
        """Those of these notes that there are."""
        ...

    def remove(self, name: str) -> bool:
        """Remove a note; whether there was one. Of several callers one is told so."""
        ...


# What can go wrong ------------------------------------------------------------------------


class StoreError(Exception):
    """A store that could not do what it was asked for; its text says why."""


class UnavailableError(StoreError):
    """It may go well at another time: the store is not there, busy or full."""


class UnsuitableError(StoreError):
    """What was found there is nothing that this can work with; its text says what to do."""


class UnreadableRecordError(StoreError):
    """What the store holds for this session is nothing that a store has written."""


class BlobGoneError(StoreError):
    """A blob that nobody held any more, and that was removed."""


# What all stores do alike -----------------------------------------------------------------


class Options(Struct, frozen=True, kw_only=True):
    """How a store keeps what it keeps."""

    durability: Durability = "normal"
    ttl_seconds: float = 24 * 60 * 60.0
    patience_seconds: float = 5.0  # So long a call waits for a busy file or a silent server.
    blob_grace_seconds: float = 60 * 60.0  # For blobs of sessions that have not committed yet.


def judged(commit: Commit, stored: tuple[int, int] | None) -> Answer | None:
    """What to answer a commit without making it; None if it is to be made.

    A version between `after` and `version` is one that a part of this commit has made, in an
    attempt whose answer was lost: to write all of it again is right. One that is no older than
    `version` has all of it.

    Args:
        commit: What is asked for.
        stored: The session's epoch and version; None if there is none.
    """
    if stored is None:
        return None if commit.after == 0 else Behind(0)
    epoch, version = stored
    if epoch > commit.epoch:
        return Fenced(epoch)
    if epoch < commit.epoch or version < commit.after:
        return Behind(version)
    return Committed(version) if version >= commit.version else None


def next_epoch(epoch: int = 0) -> int:
    """A greater epoch; without an argument, one for a new session.

    A part of it is chance. A store that comes back from an older copy may have forgotten a
    take-over; were epochs only counted, the next owner would get the same as that which still
    thinks it is.
    """
    return epoch_after(epoch, secrets.randbelow(EPOCH_NOISE))


def epoch_after(epoch: int, noise: int) -> int:
    """The next one with this chance in it. It stays below 2**53, where Lua counts exactly."""
    return (epoch // EPOCH_NOISE + 1) * EPOCH_NOISE + noise


def owners_before(epoch: int) -> int:
    """How many owners a session had before that of an epoch, and a constant more.

    >>> owners_before(next_epoch(next_epoch())) - owners_before(next_epoch())
    1
    """
    return epoch // EPOCH_NOISE


def key_bytes(key: str) -> bytes:
    """A key, or a file's name, as all stores can hold it: any text, with lone surrogates and zeros."""
    return key.encode("utf-8", "surrogatepass")


def keys_and_sizes(session: str, rows: Iterable[tuple[object, object]]) -> dict[str, int]:
    """Keys with their sizes, as a store has read them; what is no key is left where it is."""
    found = {}
    for key, size in rows:
        text = _key_text(session, key)
        if text is not None and isinstance(size, int):
            found[text] = size
    return found


def taken(record: Record, rows: Iterable[tuple[object, object, object]]) -> Taken:
    """A session with its keys: their sizes and, of small ones, the values."""
    values: dict[str, bytes] = {}
    large: dict[str, int] = {}
    for key, size, value in rows:
        text = _key_text(record.session, key)
        if text is None:
            continue
        if isinstance(value, bytes):
            values[text] = value
        elif isinstance(size, int):
            large[text] = size
    return Taken(record, values, large)


def _key_text(session: str, key: object) -> str | None:
    """The key, or None: then others than we have written there, and the log says so."""
    if isinstance(key, bytes):
        with suppress(UnicodeDecodeError):
            return key.decode("utf-8", "surrogatepass")
    log.warning(
        "What stands beside the keys of session %s is no key: it is left there.", log_name(session)
    )
    return None


def read_record(fields: Mapping[str, object], *, strict: bool = True) -> Record:
    """The record that a store has read; UnreadableRecordError for what no store has written."""
    try:
        return convert(fields, Record, strict=strict)
    except ValidationError as error:
        raise UnreadableRecordError(f"A session's record cannot be read: {error}.") from error


@contextmanager
def left_out(session: object, on_unreadable: Callable[[str], None] | None) -> Iterator[None]:
    """No list ends for a record that cannot be read."""
    try:
        yield
    except UnreadableRecordError as error:
        if on_unreadable is None:
            log.warning("A session is left out of the list. %s", error)
        else:
            on_unreadable(str(session))


def read_blob(name: object, size: object, media_type: object, file_name: object) -> Blob:
    """The blob that a store has read; UnreadableRecordError for what no store has written."""
    try:
        assert isinstance(file_name, bytes)
        fields = {"name": name, "size": size, "media_type": media_type}
        text = file_name.decode("utf-8", "surrogatepass")
        return convert({**fields, "file_name": text}, Blob)
    except (ValidationError, UnicodeDecodeError, AssertionError) as error:
        raise UnreadableRecordError(f"The blob {name!r} cannot be read.") from error


def log_name(session: str) -> str:
    """How the log names a session: so that its lines can be told apart, but not what it is."""
    return blake2b(session.encode("utf-8", "replace"), digest_size=4).hexdigest()


def is_name(text: str) -> bool:
    """Whether a session or a blob can have this name; browsers may send any."""
    return text.isascii() and text.isprintable() and 0 < len(text) <= MOST_NAME


def checked_name(session: str) -> str:
    """A session's name as all stores can hold it; ValueError for another."""
    if not is_name(session):
        raise ValueError(f"{session[:200]!r} cannot name a session.")
    return session
