import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from plugins.hosting.deploy import __main__ as command
from plugins.hosting.deploy.failures import UNTOUCHED, Failed
from plugins.hosting.deploy.locking import locked, stopped_by_ci_too
from plugins.messages import say

STOPS = (signal.SIGINT, signal.SIGTERM)
pytestmark = pytest.mark.usefixtures("interruptible")


@pytest.mark.parametrize("number", STOPS)
def test_who_stops_it_while_the_lock_is_taken_stops_it_when_it_can_be_given_back(number: int) -> None:
    done = []

    def enter() -> None:
        signal.raise_signal(number)
        done.append("locked")

    with pytest.raises(KeyboardInterrupt), stopped_by_ci_too(), locked(enter, lambda: done.append("unlocked")):
        done.append("worked")
    assert done == ["locked", "unlocked"]


@pytest.mark.parametrize("number", STOPS)
def test_who_stops_it_while_it_works_gets_the_lock_back(number: int) -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), stopped_by_ci_too(), locked(list, lambda: done.append("unlocked")):
        signal.raise_signal(number)
    assert done == ["unlocked"]


@pytest.mark.parametrize("number", STOPS)
def test_nothing_stops_it_while_the_lock_is_given_back(number: int) -> None:
    done = []

    def unlock() -> None:
        signal.raise_signal(number)
        done.append("unlocked")

    with pytest.raises(KeyboardInterrupt), stopped_by_ci_too(), locked(list, unlock):
        pass
    assert done == ["unlocked"]


@pytest.mark.parametrize("first", STOPS)
@pytest.mark.parametrize("second", STOPS)
def test_what_is_being_put_in_order_is_not_stopped_again(first: int, second: int) -> None:
    done = []

    @contextmanager
    def put_in_order() -> Iterator[None]:
        try:
            yield
        finally:
            signal.raise_signal(second)
            done.append("in order")

    with pytest.raises(KeyboardInterrupt), stopped_by_ci_too(), put_in_order():
        signal.raise_signal(first)
    assert done == ["in order"]


def test_who_began_it_without_ctrl_c_is_heeded() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with stopped_by_ci_too():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN


def test_a_lock_that_is_not_ours_is_not_taken_away() -> None:
    done = []

    def enter() -> None:
        raise Failed(say("Stopped."), say("Stopped."))

    with pytest.raises(Failed), locked(enter, lambda: done.append("unlocked")):
        done.append("worked")
    assert done == []


@pytest.mark.parametrize("number", STOPS)
def test_who_stops_a_deploy_before_its_place_is_known_reads_that_nothing_changed(
    number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "_target", lambda *_: signal.raise_signal(number))
    assert command.main(["folder", "/srv/site"]) == 130
    assert capsys.readouterr().err.splitlines() == ["Stopped.", UNTOUCHED]


def test_afterwards_signals_mean_what_they_meant() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with stopped_by_ci_too(), locked(list, lambda: None):
        pass
    assert (signal.getsignal(signal.SIGTERM), signal.pthread_sigmask(signal.SIG_BLOCK, ())) == before
