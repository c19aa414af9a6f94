// program: p2
// predicts: blocking
// mechanism: notified
// fails: predicted
// note: the function stands still at for await
