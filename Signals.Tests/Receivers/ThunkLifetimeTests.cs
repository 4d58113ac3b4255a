using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>
/// The signal releases the lambda of the open form with its connection, so that the lambda's assembly can be unloaded.
/// </summary>
public class ThunkLifetimeTests
{
    private readonly Signal<object, Heard> _signal = new();

    [Test]
    public void The_assembly_of_an_open_lambda_is_unloaded_when_the_target_has_died(
        [Values] bool ofOneSender, [Values(1, 100)] int targets)
    {
        var assembly = ConnectAndDrop(ofOneSender ? _signal.From("anna") : _signal, targets, dispose: false);
        Collect(assembly);
        Assert.That(assembly.IsAlive, Is.False, "though nothing was sent since");
        GC.KeepAlive(_signal);
    }

    [Test]
    public void The_assembly_of_an_open_lambda_is_unloaded_when_the_connection_was_disposed(
        [Values] bool ofOneSender, [Values(1, 100)] int targets)
    {
        var assembly = ConnectAndDrop(ofOneSender ? _signal.From("anna") : _signal, targets, dispose: true);
        Collect(assembly);
        Assert.That(assembly.IsAlive, Is.False, "though nothing was sent since");
        GC.KeepAlive(_signal);
    }

    [Test]
    public void An_open_lambda_disposed_during_a_send_is_collected_though_its_target_is_kept()
    {
        var owner = new Owner();
        var isAlive = true;
        _signal.Connect((_, _) =>
        {
            var thunk = ConnectAndDispose(owner);
            Garbage.Collect();
            isAlive = thunk.IsAlive;
        });
        _signal.Send("anna", []);
        Assert.That(isAlive, Is.False);
        GC.KeepAlive(owner);
    }

    [Test]
    public async Task An_open_lambda_disposed_while_a_send_is_pending_is_collected_though_its_target_is_kept()
    {
        var owner = new Owner();
        var gate = new TaskCompletionSource();
        _signal.Connect((_, _) => gate.Task);
        var (connection, thunk) = ConnectThunk(owner);
        var sending = _signal.SendAsync("anna", []).AsTask();
        connection.Dispose();
        Garbage.Collect();
        Assert.That(thunk.IsAlive, Is.False);
        gate.SetResult();
        await sending;
        GC.KeepAlive(owner);
    }

    // An assembly is unloaded some collections after its last delegate was collected.
    private static void Collect(WeakReference assembly)
    {
        for (var round = 0; round < 5 && assembly.IsAlive; round++)
            Garbage.Collect();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ConnectAndDrop(Connectable<object, Heard> where, int targets, bool dispose)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Plugin"), AssemblyBuilderAccess.RunAndCollect);
        var type = assembly.DefineDynamicModule("Plugin").DefineType("Plugin", TypeAttributes.Public);
        var method = type.DefineMethod("Hear", MethodAttributes.Public | MethodAttributes.Static, typeof(void),
            [typeof(Owner), typeof(object), typeof(Heard)]);
        method.GetILGenerator().Emit(OpCodes.Ret);
        var hear = type.CreateType().GetMethod("Hear")!;
        for (var n = 0; n < targets; n++)
        {
            var connection = where.Connect(new Owner(), hear.CreateDelegate<Action<Owner, object, Heard>>());
            if (dispose)
                connection.Dispose();
        }
        return new(hear.DeclaringType);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ConnectAndDispose(Owner owner)
    {
        var (connection, thunk) = ConnectThunk(owner);
        connection.Dispose();
        return thunk;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (SignalConnection Connection, WeakReference Thunk) ConnectThunk(Owner owner)
    {
        var method = GetType().GetMethod(nameof(Thunk), BindingFlags.NonPublic | BindingFlags.Static)!;
        var thunk = method.CreateDelegate<Action<Owner, object, Heard>>();
        return (_signal.Connect(owner, thunk), new(thunk));
    }

    private static void Thunk(Owner owner, object sender, Heard heard) => owner.Method(sender, heard);
}
