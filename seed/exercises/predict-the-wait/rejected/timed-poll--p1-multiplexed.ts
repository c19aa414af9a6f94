// program: p1
// predicts: multiplexed
// mechanism: timed-poll
// fails: predicted
// note: nearly nobody will say so, but the pair is to be seen
