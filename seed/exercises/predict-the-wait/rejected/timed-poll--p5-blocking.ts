// program: p5
// predicts: blocking
// mechanism: timed-poll
// fails: predicted
// note: it looks held at await pause
