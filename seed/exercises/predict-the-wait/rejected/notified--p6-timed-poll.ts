// program: p6
// predicts: timed-poll
// mechanism: notified
// fails: predicted
// note: there is a timer
