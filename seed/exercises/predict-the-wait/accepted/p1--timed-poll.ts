// program: p1
// predicts: timed-poll
// note: the data event only leaves a note; the interval finds it
