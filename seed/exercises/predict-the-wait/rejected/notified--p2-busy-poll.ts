// program: p2
// predicts: busy-poll
// mechanism: notified
// fails: predicted
// note: it is a loop
