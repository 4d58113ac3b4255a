using Benchmarks.Contenders.Web;
using Benchmarks.Ratios;

if (args is [WebServer.Command, var name, var url, var provider])
    return await WebServer.RunAsync(name, url, provider);
if (args is [WebStart.Command, var starting, var address])
    return await WebStart.RunAsync(starting, address);
if (args is [Options.ChildCommand, .. var forChild])
    return MeasuringProcess.Run(Options.Parse(forChild));

try
{
    if (args is [Options.Command, .. var words])
        return await MergingProcess.RunAsync(Options.Parse(words));
    await Console.Error.WriteLineAsync(Options.Usage);
}
catch (ArgumentException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
}
return 2;
