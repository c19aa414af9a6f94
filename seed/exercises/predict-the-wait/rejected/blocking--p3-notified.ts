// program: p3
// predicts: notified
// mechanism: blocking
// fails: predicted
// note: promises and async all over
