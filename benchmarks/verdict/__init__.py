"""The verdict on whole mails, measured and learnt on real ones."""
