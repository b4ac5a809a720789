/// Benchmarks. Each compares with a peer or with the bare path in the same run, because times on a
/// shared machine mean little and ratios mean more.
@org.jspecify.annotations.NullMarked
package surety.bench;
