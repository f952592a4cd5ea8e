"""A ledger in memory, for tests of what is asked rather than of how it is kept."""

from __future__ import annotations


class Book:
    """Notes what was written to it, in its order; and what was announced, and what of that was taken back."""

    def __init__(self, *answers):
        self.answers = {(answer.observable, answer.service): answer for answer in answers}
        self.written = []
        self.announced = []
        self.taken_back = []

    def recorded(self, observable, service):
        return self.answers.get((observable, service))

    def record(self, answers, asking=(), unsent=()):
        self.announced += asking
        self.taken_back += unsent
        for answer in answers:
            self.written.append(answer)
            self.answers[answer.observable, answer.service] = answer
