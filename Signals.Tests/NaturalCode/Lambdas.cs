using Signals;

namespace NaturalCode;

/// <summary>Lambdas that only some types of answer allow: they return null, or a value that converts.</summary>
internal static class Lambdas
{
    private static readonly ReceiverMethods<string> Methods = new("yes");

    public static IEnumerable<Form> Forms =>
    [
        Form.Sync<string>("=> null", signal => signal.Connect((_, _) => null), null),
        Form.Sync<string>("=> condition ? answer : null",
            signal => signal.Connect((_, args) => args > 1 ? "many" : null), null),
        Form.Async<string>("async => null",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); return null; }), null),
        Form.Async<string>("async with a token => null",
            signal => signal.Connect(async (_, _, token) =>
                { await Task.Delay(0, token).ConfigureAwait(false); return null; }), null),
        Form.Async<string>("async => answer or null",
            signal => signal.Connect(async (_, args) =>
                { await Task.Yield(); if (args > 0) return "one"; return null; }), "one"),
        Form.Sync<string?>("=> null", signal => signal.Connect((_, _) => null), null),
        Form.Async<string?>("async => null",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); return null; }), null),

        Form.Sync<int?>("=> number", signal => signal.Connect((_, args) => args), 1),
        Form.Sync<int?>("=> null", signal => signal.Connect((_, _) => null), null),
        Form.Async<int?>("async => number",
            signal => signal.Connect(async (_, args) => { await Task.Yield(); return args; }), 1),
        Form.Async<int?>("async => null",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); return null; }), null),
        Form.Async<long>("async => int",
            signal => signal.Connect(async (_, args) => { await Task.Yield(); return args; }), 1),

        Form.Sync<Vote>("=> false", signal => signal.Connect((_, _) => false), Vote.No),
        Form.Sync<Vote>("=> text", signal => signal.Connect((_, _) => "perhaps"), new Vote("perhaps")),
        Form.Sync<Vote>("=> null", signal => signal.Connect((_, _) => null), null),
        Form.Sync<Vote>("=> derived", signal => signal.Connect((_, _) => new Veto()), new Veto()),
        Form.Sync<Vote>("{ return false; return null; }",
            signal => signal.Connect((_, args) => { if (args > 0) return false; return null; }), Vote.No),
        Form.Async<Vote>("async => false",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); return false; }), Vote.No),
        Form.Async<Vote>("async => text",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); return "perhaps"; }), new Vote("perhaps")),
        Form.Async<Vote>("async => await text",
            signal => signal.Connect(async (sender, args) =>
                await Methods.TaskAsync(sender, args).ConfigureAwait(false)), new Vote("yes")),
        Form.Async<Vote>("async => null",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); return null; }), null),
        Form.Async<Vote>("async => derived",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); return new Veto(); }), new Veto()),
        Form.Async<Vote>("async { return false; return null; }",
            signal => signal.Connect(async (_, args) =>
                { await Task.Yield(); if (args > 0) return false; return null; }), Vote.No),
        Form.Async<Vote>("async with a token => false",
            signal => signal.Connect(async (_, _, token) =>
                { await Task.Delay(0, token).ConfigureAwait(false); return false; }), Vote.No),
        Form.Async<Vote>("derived Task method",
            signal => signal.Connect(new ReceiverMethods<Veto>(new Veto()).TaskAsync), new Veto()),

        Form.Sync<object>("=> text", signal => signal.Connect((_, _) => "yes"), "yes"),
        Form.Sync<object>("=> number", signal => signal.Connect((_, args) => args), 1),
        Form.Sync<object>("=> null", signal => signal.Connect((_, _) => null), null),
        Form.Async<object>("async => number",
            signal => signal.Connect(async (_, args) => { await Task.Yield(); return args; }), 1),
        Form.Async<object>("async => null",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); return null; }), null),
        Form.Async<object>("text TaskAsync", signal => signal.Connect(Methods.TaskAsync), "yes"),
        Form.Async<object>("text ValueAsync", signal => signal.Connect(Methods.ValueAsync), "yes"),
        Form.Async<object>("number TaskAsync", signal => signal.Connect(new ReceiverMethods<int>(1).TaskAsync), 1),
        Form.Async<object>("=> text TaskAsync()",
            signal => signal.Connect((sender, args) => Methods.TaskAsync(sender, args)), "yes"),
        Form.Async<object>("=> text ValueAsync()",
            signal => signal.Connect((sender, args) => Methods.ValueAsync(sender, args)), "yes"),
        Form.Async<object>("=> text TokenTaskAsync()",
            signal => signal.Connect((sender, args, token) => Methods.TokenTaskAsync(sender, args, token)), "yes"),
    ];
}
