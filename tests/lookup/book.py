"""A ledger in memory, for tests of what is asked rather than of how it is kept."""

from __future__ import annotations


class Book:
    """Notes what was written to it, in its order."""

    def __init__(self, *answers):
        self.answers = {(answer.observable, answer.service): answer for answer in answers}
        self.written = []

    def recorded(self, observable, service):
        return self.answers.get((observable, service))

    def record(self, answers):
        for answer in answers:
            self.written.append(answer)
            self.answers[answer.observable, answer.service] = answer
