"""What the reference models must give by exact results and by the theories that their papers use."""
import math


def fixed_point(f, x, rounds=20000):
    for _ in range(rounds):
        x = f(x)
    return x


def mean_field_riot(deviation):
    """Granovetter's equilibrium of normal thresholds of mean 0.25, in persons of a hundred."""
    return 100 * fixed_point(lambda r: 0.5 * math.erfc((0.25 - r) / deviation / math.sqrt(2)), 0.0)


def three_in_a_row(susceptibility):
    """Final opinions of Friedkin and Johnsen's equation, from (1, 0, 0)."""
    weights = ((1 / 2, 1 / 2, 0), (1 / 3, 1 / 3, 1 / 3), (0, 1 / 2, 1 / 2))
    first = x = (1.0, 0.0, 0.0)
    for _ in range(2000):
        heard = [sum(w * y for w, y in zip(row, x)) for row in weights]
        x = [susceptibility * h + (1 - susceptibility) * f for h, f in zip(heard, first)]
    return x


def outbreak(x):
    """S = 1 - exp(-x S), its largest solution."""
    return fixed_point(lambda s: 1 - math.exp(-x * s), 1.0) if x > 1 else 0.0


def poisson(z, most=120):
    p, shares = math.exp(-z), []
    for k in range(most):
        shares.append(p)
        p *= z / (k + 1)
    return shares


def cascade_frequency(z, vulnerable=5):
    """Watts: the chance that a random seed has a neighbour in the giant cluster of those whom one
    active neighbour is enough for, degrees up to `vulnerable`; a large network."""
    p = poisson(z)
    ends = [k * p[k] / z for k in range(vulnerable + 1)]

    def missed(u):
        return 1 - sum(q * (1 - u ** (k - 1)) for k, q in enumerate(ends) if k > 0)

    u = fixed_point(missed, 0.0)
    return 1 - sum(p[k] * u**k for k in range(len(p)))


def cascade_size(z, threshold=0.18):
    """The share that a global cascade reaches in a large network (Gleeson and Cahalane 2007)."""
    p = poisson(z, 60)

    def active(q, others, k):
        return sum(
            math.comb(others, m) * q**m * (1 - q) ** (others - m)
            for m in range(others + 1)
            if m >= threshold * k and m > 0
        )

    q = fixed_point(lambda q: sum(k * p[k] / z * active(q, k - 1, k) for k in range(1, 60)), 0.1, 200)
    return sum(p[k] * active(q, k, k) for k in range(1, 60))


def voter_chain(n):
    """Mean sweeps to consensus from half and half, where everybody knows everybody: from k, both
    k - 1 and k + 1 come next with probability k (n - k) / (n (n - 1)) in an event."""
    wait = [0.0] + [n * (n - 1) / (k * (n - k)) / 2 for k in range(1, n)]
    # T(k) = wait(k) + (T(k - 1) + T(k + 1)) / 2, T(0) = T(n) = 0, by elimination from the left.
    share, rest = [0.0] * n, [0.0] * n
    for k in range(1, n):
        pivot = 1 - share[k - 1] / 2
        share[k] = 0.5 / pivot
        rest[k] = (wait[k] + rest[k - 1] / 2) / pivot
    t = 0.0
    for k in range(n - 1, n // 2 - 1, -1):
        t = rest[k] + share[k] * t
    return t / n


def voter_on_random_graph(n, z):
    """Sood and Redner's N μ₁²/μ₂ ln 2 with Poisson degrees."""
    return n * z / (z + 1) * math.log(2)


def voter_pairs(n, z):
    """The same in the pair approximation (Vazquez and Eguíluz 2008): (z - 1)/(z - 2) times it."""
    return voter_on_random_graph(n, z) * (z - 1) / (z - 2)


def mean_field_prevalence(rate, ties):
    """Stationary prevalence of the N-intertwined mean field on a graph of equal degrees."""
    return max(0.0, 1 - 1 / (rate * ties))


def pair_prevalence(rate, ties):
    """The same in the pair approximation, whose threshold is 1/(ties - 1)."""
    if rate * (ties - 1) <= 1:
        return 0.0
    return 1 - (ties - 1) / (ties * (ties - 1) * rate - 1)


def degree_prevalence(rate, z):
    """Pastor-Satorras and Vespignani's mean field by degree, on Poisson degrees: threshold
    1/(z + 1), which is one over the largest eigenvalue, nearly."""
    degrees = list(enumerate(poisson(z)))

    def reached(theta):
        return sum(k * p * rate * k * theta / (1 + rate * k * theta) for k, p in degrees) / z

    theta = fixed_point(reached, 1.0, 2000)
    return sum(p * rate * k * theta / (1 + rate * k * theta) for k, p in degrees)


def linear_gift(step):
    """Mean gift of half conditional cooperators with slope 0.8 and half free riders among 140
    strangers, first beliefs 0.5 on average, weight 0.4 on what was seen."""
    return 0.5 * 0.8 * 0.5 * (1 - 0.4 + 0.4 * 0.8 * 69 / 139) ** (step - 1)


def central_probability(t, degrees):
    """P(|T| < t) of Student's distribution (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4)."""
    angle = math.atan(t / math.sqrt(degrees))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = degrees % 2
    term = cosine if odd else 1.0
    total = term if degrees > 1 else 0.0
    for k in range(2 + odd, degrees - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    return 2 / math.pi * (angle + sine * total) if odd else sine * total


def student(degrees):
    """The t with a central probability of 0.95."""
    low, high = 0.0, 16.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if central_probability(middle, degrees) < 0.95 else (low, middle)
    return low
