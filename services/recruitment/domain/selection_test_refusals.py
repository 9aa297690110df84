"""What is said no to about selection tests. Each name says how the world is."""

from libs.refusals import NotFound, OneField


class SelectionTestNotFound(NotFound):
    """No such result is recorded."""


class TakenInTheFuture(OneField):
    """A test is recorded when it has been taken."""

    field = "takenOn"
