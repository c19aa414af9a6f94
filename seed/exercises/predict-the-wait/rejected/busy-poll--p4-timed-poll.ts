// program: p4
// predicts: timed-poll
// mechanism: busy-poll
// fails: predicted
// note: setImmediate is taken for a timer
