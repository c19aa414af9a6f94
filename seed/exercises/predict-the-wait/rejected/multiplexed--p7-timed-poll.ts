// program: p7
// predicts: timed-poll
// mechanism: multiplexed
// fails: predicted
// note: there is a time-out in a loop
