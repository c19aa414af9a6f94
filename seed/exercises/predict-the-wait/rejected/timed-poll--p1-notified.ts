// program: p1
// predicts: notified
// mechanism: timed-poll
// fails: predicted
// note: there is a listener for data
