// program: p6
// predicts: notified
// note: the timer is a time limit, nobody looks when it is set
