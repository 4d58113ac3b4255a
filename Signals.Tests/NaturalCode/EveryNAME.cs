using Signals;

namespace NaturalCode;

// The test copies this file for each type of answer, and replaces NAME, ANSWER and VALUE.
internal static class EveryNAME
{
    private static readonly ReceiverMethods<ANSWER> Methods = new(VALUE);

    private static async Task<ANSWER> StaticAsync(string sender, int args)
    {
        await Task.Yield();
        return VALUE;
    }

    private static ValueTask<ANSWER> StaticValueAsync(string sender, int args) => ValueTask.FromResult<ANSWER>(VALUE);

    private static ANSWER Static(string sender, int args) => VALUE;

    public static IEnumerable<Form> Forms
    {
        get
        {
            static ANSWER Local(string sender, int args) => VALUE;
            static async Task<ANSWER> LocalAsync(string sender, int args) =>
                await StaticAsync(sender, args).ConfigureAwait(false);
            static async ValueTask<ANSWER> LocalValueAsync(string sender, int args) =>
                await StaticAsync(sender, args).ConfigureAwait(false);

            yield return Form.Sync<ANSWER>("=> answer", signal => signal.Connect((sender, args) => VALUE), VALUE);
            yield return Form.Sync<ANSWER>("{ return answer; }",
                signal => signal.Connect((_, args) => { if (args > 1) return default; return VALUE; }), VALUE);
            yield return Form.Sync<ANSWER>("=> Answer()",
                signal => signal.Connect((sender, args) => Methods.Answer(sender, args)), VALUE);
            yield return Form.Sync<ANSWER>("=> Maybe()",
                signal => signal.Connect((sender, args) => Methods.Maybe(sender, args)), VALUE);
            yield return Form.Async<ANSWER>("=> TaskAsync()",
                signal => signal.Connect((sender, args) => Methods.TaskAsync(sender, args)), VALUE);
            yield return Form.Async<ANSWER>("=> MaybeTaskAsync()",
                signal => signal.Connect((sender, args) => Methods.MaybeTaskAsync(sender, args)), VALUE);
            yield return Form.Async<ANSWER>("=> ValueAsync()",
                signal => signal.Connect((sender, args) => Methods.ValueAsync(sender, args)), VALUE);
            yield return Form.Async<ANSWER>("=> MaybeValueAsync()",
                signal => signal.Connect((sender, args) => Methods.MaybeValueAsync(sender, args)), VALUE);
            yield return Form.Async<ANSWER>("=> TokenTaskAsync()",
                signal => signal.Connect((sender, args, token) => Methods.TokenTaskAsync(sender, args, token)), VALUE);
            yield return Form.Async<ANSWER>("=> MaybeTokenTaskAsync()",
                signal => signal.Connect((sender, args, token) =>
                    Methods.MaybeTokenTaskAsync(sender, args, token)), VALUE);
            yield return Form.Async<ANSWER>("=> TokenValueAsync()",
                signal => signal.Connect((sender, args, token) => Methods.TokenValueAsync(sender, args, token)), VALUE);
            yield return Form.Async<ANSWER>("=> MaybeTokenValueAsync()",
                signal => signal.Connect((sender, args, token) =>
                    Methods.MaybeTokenValueAsync(sender, args, token)), VALUE);

            yield return Form.Async<ANSWER>("async => await TaskAsync()",
                signal => signal.Connect(async (sender, args) =>
                    await Methods.TaskAsync(sender, args).ConfigureAwait(false)), VALUE);
            yield return Form.Async<ANSWER>("async => await MaybeTaskAsync()",
                signal => signal.Connect(async (sender, args) =>
                    await Methods.MaybeTaskAsync(sender, args).ConfigureAwait(false)), VALUE);
            yield return Form.Async<ANSWER>("async => await ValueAsync()",
                signal => signal.Connect(async (sender, args) =>
                    await Methods.ValueAsync(sender, args).ConfigureAwait(false)), VALUE);
            yield return Form.Async<ANSWER>("async => await MaybeValueAsync()",
                signal => signal.Connect(async (sender, args) =>
                    await Methods.MaybeValueAsync(sender, args).ConfigureAwait(false)), VALUE);
            yield return Form.Async<ANSWER>("async => await TokenTaskAsync()",
                signal => signal.Connect(async (sender, args, token) =>
                    await Methods.TokenTaskAsync(sender, args, token).ConfigureAwait(false)), VALUE);
            yield return Form.Async<ANSWER>("async => await TokenValueAsync()",
                signal => signal.Connect(async (sender, args, token) =>
                    await Methods.TokenValueAsync(sender, args, token).ConfigureAwait(false)), VALUE);
            yield return Form.Async<ANSWER>("async { return answer; }",
                signal => signal.Connect(async (_, args) =>
                    { await Task.Yield(); if (args > 1) return default; return VALUE; }), VALUE);
            yield return Form.Async<ANSWER>("async with a token",
                signal => signal.Connect(async (_, _, token) =>
                    { await Task.Delay(0, token).ConfigureAwait(false); return VALUE; }), VALUE);

            yield return Form.Sync<ANSWER>("Answer", signal => signal.Connect(Methods.Answer), VALUE);
            yield return Form.Sync<ANSWER>("Maybe", signal => signal.Connect(Methods.Maybe), VALUE);
            yield return Form.Async<ANSWER>("TaskAsync", signal => signal.Connect(Methods.TaskAsync), VALUE);
            yield return Form.Async<ANSWER>("MaybeTaskAsync", signal => signal.Connect(Methods.MaybeTaskAsync), VALUE);
            yield return Form.Async<ANSWER>("TokenTaskAsync", signal => signal.Connect(Methods.TokenTaskAsync), VALUE);
            yield return Form.Async<ANSWER>("MaybeTokenTaskAsync",
                signal => signal.Connect(Methods.MaybeTokenTaskAsync), VALUE);
            yield return Form.Async<ANSWER>("EitherAsync", signal => signal.Connect(Methods.EitherAsync), VALUE);
            yield return Form.Async<ANSWER>("EitherValueAsync",
                signal => signal.Connect(Methods.EitherValueAsync), VALUE);
            yield return Form.Async<ANSWER>("ValueAsync", signal => signal.Connect(Methods.ValueAsync), VALUE);
            yield return Form.Async<ANSWER>("MaybeValueAsync",
                signal => signal.Connect(Methods.MaybeValueAsync), VALUE);
            yield return Form.Async<ANSWER>("TokenValueAsync",
                signal => signal.Connect(Methods.TokenValueAsync), VALUE);
            yield return Form.Async<ANSWER>("MaybeTokenValueAsync",
                signal => signal.Connect(Methods.MaybeTokenValueAsync), VALUE);
            yield return Form.Sync<ANSWER>("static Answer", signal => signal.Connect(Static), VALUE);
            yield return Form.Async<ANSWER>("static TaskAsync", signal => signal.Connect(StaticAsync), VALUE);
            yield return Form.Async<ANSWER>("static ValueAsync", signal => signal.Connect(StaticValueAsync), VALUE);
            yield return Form.Sync<ANSWER>("local Answer", signal => signal.Connect(Local), VALUE);
            yield return Form.Async<ANSWER>("local TaskAsync", signal => signal.Connect(LocalAsync), VALUE);
            yield return Form.Async<ANSWER>("local ValueAsync", signal => signal.Connect(LocalValueAsync), VALUE);

            yield return Form.Silent<ANSWER>("=> { }", signal => signal.Connect((_, _) => { }), isAsync: false);
            yield return Form.Silent<ANSWER>("=> Hear()",
                signal => signal.Connect((sender, args) => Methods.Hear(sender, args)), isAsync: false);
            yield return Form.Silent<ANSWER>("Hear", signal => signal.Connect(Methods.Hear), isAsync: false);
            yield return Form.Throws<ANSWER>("=> throw",
                signal => signal.Connect((_, _) => throw new FormatException()));
        }
    }
}
