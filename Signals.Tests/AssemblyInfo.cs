[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[assembly: Signals.DeclaresSignals(typeof(Signals.Tests.Scanning.DeclaresSignalsTests.Untouched))]
