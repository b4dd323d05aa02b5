"""What is offered once somebody is in: a PIN for the shift, and at a first start the texts."""

from __future__ import annotations

from functools import partial

from consult_app.ui.context import Context
from consult_app.ui.window import Window


def pin(window: Window, ctx: Context) -> None:
    """A line across the window, for who logged in and has none yet."""
    if ctx.shift is not None and not ctx.shift.of(ctx.acting.user.id):
        from consult_app.ui.pin_strip import PinStrip

        window.add_strip(PinStrip(ctx))


def texts(window: Window, ctx: Context) -> None:
    """The last step of a first start: the texts to be approved; then today, and the PIN."""
    from consult_app.ui.pages.approve import ApprovePage
    from consult_app.ui.setup.wizard import STEPS

    page = ApprovePage(ctx, STEPS)
    page.done.connect(ctx.go.today)
    page.done.connect(partial(pin, window, ctx))
    page.done.connect(page.deleteLater)
    window.stack.addWidget(page)
    window.stack.setCurrentWidget(page)
    page.enter()
