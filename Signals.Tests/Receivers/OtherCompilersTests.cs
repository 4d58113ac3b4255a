using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>Closure classes are recognized by their names, which the compilers of C#, VB and F# choose.</summary>
public class OtherCompilersTests
{
    private readonly Signal<object, Heard> _signal = new();

    [TestCase("<>c", "<M>b__0_0")]
    [TestCase("<>c__5`1", "<M>b__5_0")]
    [TestCase("<>c__DisplayClass5_0", "<M>b__0")]
    [TestCase("<>c__DisplayClass5_0`1", "<M>b__0")]
    [TestCase("_Closure$__", "_Lambda$__1-0")]
    [TestCase("_Closure$__2`1", "_Lambda$__2-0")]
    [TestCase("_Closure$__1-0", "_Lambda$__0")]
    [TestCase("main@16", "Invoke")]
    [TestCase("Shop", "<M>b__0_0")]
    [TestCase("Shop", "<M>g__Local|0_0")]
    [TestCase("Shop", "_Lambda$__1-0")]
    public void A_lambda_is_held_strongly(string type, string method)
    {
        _signal.Connect(Emit(type, method));
        Assert.That(_signal.Receivers.Single().Lifetime, Is.EqualTo(ReceiverLifetime.Strong));
    }

    [TestCase("<Shop>F00AA__Shop", "Hear")]
    [TestCase("<>f__AnonymousType0", "Hear")]
    [TestCase("Shop", "<>n__0")]
    [TestCase("Shop", "IHandle<System.String>.Hear")]
    [TestCase("Shop", "<Shop>F00AA__IHandle.Hear")]
    [TestCase("Shop", "a$b")]
    public void A_method_is_held_weakly(string type, string method)
    {
        _signal.Connect(Emit(type, method));
        Assert.That(_signal.Receivers.Single().Lifetime, Is.EqualTo(ReceiverLifetime.Weak));
    }

    [TestCase("<>c__DisplayClass5_0", "<M>b__0")]
    [TestCase("_Closure$__1-0", "_Lambda$__0")]
    [TestCase("_Closure$__R1-0", "_Lambda$__R2")]
    public void A_closure_without_fields_cannot_be_held_weakly(string type, string method) =>
        Assert.That(() => _signal.Weakly().Connect(Emit(type, method)), Throws.InvalidOperationException);

    [TestCase("<>c__DisplayClass5_0", "<M>b__0")]
    [TestCase("_Closure$__1-0", "_Lambda$__0")]
    [TestCase("Shop", "<M>b__0_0")]
    public void The_open_form_refuses_a_closure_without_fields(string type, string method)
    {
        Type[] takes = [typeof(OtherCompilersTests), typeof(object), typeof(Heard)];
        var lambda = Emit<Action<OtherCompilersTests, object, Heard>>(type, method, takes, null, null);
        Assert.That(() => _signal.Connect(this, lambda), Throws.ArgumentException.With.Message.Contains("captures"));
    }

    [TestCase("lambda in Shop.main", "main@16", "Invoke")]
    [TestCase("lambda in Shop", "_Closure$__1-0", "_Lambda$__0")]
    [TestCase("lambda in Shop.M", "<>c__DisplayClass5_0", "<M>b__0")]
    public void A_lambda_is_named_after_the_code_that_contains_the_lambda(string name, string type, string method)
    {
        _signal.Connect(Emit(type, method, nestedIn: "Shop"));
        Assert.That(_signal.Receivers.Single().Name, Is.EqualTo(name));
    }

    [Test]
    public void A_method_of_an_object_expression_in_FSharp_is_held_weakly()
    {
        _signal.Connect(Emit("handler@20", "Handle", parent: typeof(Base)));
        Assert.That(_signal.Receivers.Single().Lifetime, Is.EqualTo(ReceiverLifetime.Weak));
    }

    private static Action<object, Heard> Emit(
        string type, string method, string? nestedIn = null, Type? parent = null) =>
        Emit<Action<object, Heard>>(type, method, [typeof(object), typeof(Heard)], nestedIn, parent);

    // A class with one empty method and without fields, since native AOT code shows no fields.
    private static TDelegate Emit<TDelegate>(string type, string method, Type[] takes, string? nestedIn, Type? parent)
        where TDelegate : Delegate
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Emitted"), AssemblyBuilderAccess.Run);
        var module = assembly.DefineDynamicModule("Emitted");
        var outer = nestedIn is null ? null : module.DefineType(nestedIn, TypeAttributes.Public);
        var builder = outer?.DefineNestedType(type, TypeAttributes.NestedPublic, parent ?? typeof(object))
            ?? module.DefineType(type, TypeAttributes.Public, parent);
        builder.SetCustomAttribute(new(typeof(CompilerGeneratedAttribute).GetConstructor([])!, []));
        var body = builder.DefineMethod(method, MethodAttributes.Public, typeof(void), takes).GetILGenerator();
        body.Emit(OpCodes.Ret);
        outer?.CreateType();
        var emitted = builder.CreateType();
        return emitted.GetMethod(method)!.CreateDelegate<TDelegate>(Activator.CreateInstance(emitted));
    }
}
