const outcomes = [];
for (const specifier of [process.argv[1], `file://${process.argv[1]}`, `/proc/1/root${process.argv[1]}`]) {
  outcomes.push(
    await import(specifier).then(
      () => 'possible',
      (error) => error.code,
    ),
  );
}
console.log(JSON.stringify(outcomes));
