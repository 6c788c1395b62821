"""Which evaluation texts also stand in training data, exactly or nearly."""
