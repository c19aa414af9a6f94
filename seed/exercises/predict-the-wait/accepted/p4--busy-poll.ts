// program: p4
// predicts: busy-poll
// note: callback after callback, and none of them rests
