using Signals;

namespace NaturalCode;

/// <summary>Receivers without an answer, on signals that collect answers and on signals that do not.</summary>
internal static class SilentReceivers
{
    private static readonly ReceiverMethods<string> Methods = new("yes");

    public static IEnumerable<Form> Forms =>
    [
        Form.Silent<string>("=> another type",
            signal => signal.Connect((sender, _) => sender.IndexOf('a', StringComparison.Ordinal)), isAsync: false),
        Form.Silent<string>("async => { }",
            signal => signal.Connect(async (_, _) => await Task.Yield()), isAsync: true),
        Form.Silent<string>("async with a token => { }",
            signal => signal.Connect(async (_, _, token) => await Task.Delay(0, token).ConfigureAwait(false)),
            isAsync: true),
        Form.Silent<string>("=> HearAsync()",
            signal => signal.Connect((sender, args) => Methods.HearAsync(sender, args)), isAsync: true),
        Form.Silent<string>("=> HearValueAsync()",
            signal => signal.Connect((sender, args) => Methods.HearValueAsync(sender, args)), isAsync: true),
        Form.Silent<string>("HearAsync", signal => signal.Connect(Methods.HearAsync), isAsync: true),
        Form.Silent<string>("HearValueAsync", signal => signal.Connect(Methods.HearValueAsync), isAsync: true),
        Form.Silent<string>("HearTokenAsync", signal => signal.Connect(Methods.HearTokenAsync), isAsync: true),
        Form.Silent<string>("HearTokenValueAsync",
            signal => signal.Connect(Methods.HearTokenValueAsync), isAsync: true),
        Form.Silent<string>("HearEitherAsync", signal => signal.Connect(Methods.HearEitherAsync), isAsync: true),
        Form.Silent<int>("HearAsync", signal => signal.Connect(Methods.HearAsync), isAsync: true),
        Form.Silent<Vote>("HearValueAsync", signal => signal.Connect(Methods.HearValueAsync), isAsync: true),
        Form.Silent<object>("async => { }",
            signal => signal.Connect(async (_, _) => await Task.Yield()), isAsync: true),
        Form.Silent<object>("HearValueAsync", signal => signal.Connect(Methods.HearValueAsync), isAsync: true),

        Form.Throws<string>("async => throw",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); throw new FormatException(); })),
        Form.Throws<Vote>("async => throw",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); throw new FormatException(); })),
        Form.Throws<object>("async => throw",
            signal => signal.Connect(async (_, _) => { await Task.Yield(); throw new FormatException(); })),

        Form.Told("=> { }", signal => signal.Connect((_, _) => { }), isAsync: false),
        Form.Told("=> Answer()",
            signal => signal.Connect((sender, args) => Methods.Answer(sender, args)), isAsync: false),
        Form.Told("=> throw",
            signal => signal.Connect((_, args) => { if (args > 1) throw new FormatException(); }), isAsync: false),
        Form.Told("=> HearAsync()",
            signal => signal.Connect((sender, args) => Methods.HearAsync(sender, args)), isAsync: true),
        Form.Told("=> HearValueAsync()",
            signal => signal.Connect((sender, args) => Methods.HearValueAsync(sender, args)), isAsync: true),
        Form.Told("=> TaskAsync()",
            signal => signal.Connect((sender, args) => Methods.TaskAsync(sender, args)), isAsync: true),
        Form.Told("=> ValueAsync()",
            signal => signal.Connect((sender, args) => Methods.ValueAsync(sender, args)), isAsync: true),
        Form.Told("=> TokenValueAsync()",
            signal => signal.Connect((sender, args, token) =>
                Methods.TokenValueAsync(sender, args, token)), isAsync: true),
        Form.Told("async => { }", signal => signal.Connect(async (_, _) => await Task.Yield()), isAsync: true),
        Form.Told("async with a token => { }",
            signal => signal.Connect(async (_, _, token) => await Task.Delay(0, token).ConfigureAwait(false)),
            isAsync: true),
        Form.Told("Hear", signal => signal.Connect(Methods.Hear), isAsync: false),
        Form.Told("HearAsync", signal => signal.Connect(Methods.HearAsync), isAsync: true),
        Form.Told("HearTokenAsync", signal => signal.Connect(Methods.HearTokenAsync), isAsync: true),
        Form.Told("HearValueAsync", signal => signal.Connect(Methods.HearValueAsync), isAsync: true),
        Form.Told("HearTokenValueAsync", signal => signal.Connect(Methods.HearTokenValueAsync), isAsync: true),
        Form.Told("HearEitherAsync", signal => signal.Connect(Methods.HearEitherAsync), isAsync: true),
        Form.Told("TaskAsync", signal => signal.Connect(Methods.TaskAsync), isAsync: true),
        Form.Told("ValueAsync", signal => signal.Connect(Methods.ValueAsync), isAsync: true),
        Form.Told("TokenValueAsync", signal => signal.Connect(Methods.TokenValueAsync), isAsync: true),
    ];
}
