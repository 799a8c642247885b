"""Which stories a digest tells, in which order, and under which headings."""

from summarizer.digest.composing import Candidate, Digest, compose_digest, weight

__all__ = ["Candidate", "Digest", "compose_digest", "weight"]
