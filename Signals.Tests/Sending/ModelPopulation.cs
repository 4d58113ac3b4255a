using System.Runtime.CompilerServices;

namespace Signals.Tests.Sending;

/// <summary>The current targets and senders of the program, and weak references to all earlier ones.</summary>
internal sealed class ModelPopulation
{
    private readonly ModelObject[] _targets = new ModelObject[4];
    private readonly ModelObject[] _senderObjects = new ModelObject[2];
    private readonly ModelSender[] _senders = new ModelSender[4];
    private readonly List<ModelObject> _all = [];
    private readonly SignalModel _model;
    private readonly Func<int, object> _makeTarget;
    private int _numbers;

    public ModelPopulation(SignalModel model, Func<int, object> makeTarget)
    {
        _model = model;
        _makeTarget = makeTarget;
        for (var n = 0; n < _targets.Length; n++)
            _targets[n] = MakeTarget();
        for (var n = 0; n < _senderObjects.Length; n++)
            MakeSender(n);
        _senders[2] = new("a text", null, () => new string('a', 4));
        _senders[3] = new("a number", null, () => 42);
    }

    public static IEnumerable<ModelLife> UsedBy(ModelFrame frame)
    {
        IEnumerable<ModelLife?> used = [frame.Sender?.Life, frame.Current?.Sender?.Life, frame.Current?.Holds,
            .. frame.Current?.Needs ?? []];
        return used.OfType<ModelLife>();
    }

    public ModelObject PickTarget(Random random) => _targets[random.Next(_targets.Length)];

    public ModelSender PickSender(Random random) => _senders[random.Next(_senders.Length)];

    /// <summary>Drops a target or a sender, and makes another in its place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public string DropOne(Random random)
    {
        var index = random.Next(_targets.Length + _senderObjects.Length);
        var dropped = index < _targets.Length ? _targets[index] : _senderObjects[index - _targets.Length];
        dropped.Drop();
        if (index < _targets.Length)
            _targets[index] = MakeTarget();
        else
            MakeSender(index - _targets.Length);
        return dropped.Name;
    }

    public string? CheckTraces()
    {
        foreach (var modelObject in _all)
        {
            if (modelObject.Life.IsCollected && modelObject.IsAlive)
                return $"{modelObject.Name} is kept alive";
            if (!modelObject.IsAlive && _model.IsHeld(modelObject.Life))
                return $"{modelObject.Name} was collected";
        }
        _all.RemoveAll(modelObject => modelObject.Life.IsCollected);
        return null;
    }

    private ModelObject MakeTarget()
    {
        var number = ++_numbers;
        return Add(new($"target {number}", _model.AddLife(), _makeTarget(number)));
    }

    private void MakeSender(int index)
    {
        var made = Add(new($"sender {++_numbers}", _model.AddLife(), new object()));
        _senderObjects[index] = made;
        _senders[index] = new(made.Name, made.Life, () => made.Value!);
    }

    private ModelObject Add(ModelObject made)
    {
        _all.Add(made);
        return made;
    }
}
