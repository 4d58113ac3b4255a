using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Benchmarks.Contenders.Web;
using Benchmarks.Ratios;

if (args is [Options.Command, .. var asked])
    return await Parent.RunAsync(Options.Parse(asked));
if (args is [WebServer.Command, var name, var url, var provider])
    return await WebServer.RunAsync(name, url, provider);
if (args is [Options.ChildCommand, .. var told])
    return Child.Run(Options.Parse(told));

// In this process: the project that BenchmarkDotNet would write and build is not up to this repository's warnings.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(Options).Assembly).Run(args, config);
return 0;
