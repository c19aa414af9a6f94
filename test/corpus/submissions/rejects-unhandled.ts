export function receive(): void {
  void Promise.reject(new Error('nobody handles this'));
}
