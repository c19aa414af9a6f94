// program: p4
// predicts: notified
// mechanism: busy-poll
// fails: predicted
// note: there are only callbacks
