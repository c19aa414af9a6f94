// program: p3
// predicts: blocking
// note: an async function that holds up everybody
