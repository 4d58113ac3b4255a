using Benchmarks.Contenders.Web;
using Benchmarks.Ratios;

if (args is [WebServer.Command, var name, var url, var provider])
    return await WebServer.RunAsync(name, url, provider);
if (args is [Options.ChildCommand, .. var forChild])
    return Child.Run(Options.Parse(forChild));
if (args is [Options.Command, .. var words] && Options.Parse(words) is { } options)
    return await Parent.RunAsync(options);

await Console.Error.WriteLineAsync(Options.Usage);
return 2;
