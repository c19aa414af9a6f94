// program: p7
// predicts: blocking
// mechanism: multiplexed
// fails: predicted
// note: the thread does stand still
