// program: p2
// predicts: notified
// note: a loop that rests between two turns
