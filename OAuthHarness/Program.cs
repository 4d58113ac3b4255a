using OAuthHarness;

if (args is [])
    return await Play.RunAsync(Console.Out, Console.Error);

Console.Error.WriteLine($"""
    OAuthHarness plays five logins against a pretend provider on this machine: dotnet run --project OAuthHarness

    It takes no arguments; "{args[0]}" means nothing to it.
    The story goes to stderr and one JSON line a login to stdout. Exit codes: 0 every login ended as it should, 1 one did not, 2 wrong use.
    """);
return args is ["--help" or "-h"] ? 0 : 2;
