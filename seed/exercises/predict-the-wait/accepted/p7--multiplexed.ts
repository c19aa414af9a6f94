// program: p7
// predicts: multiplexed
// note: the time-out makes no timer of it
