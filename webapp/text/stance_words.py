"""Words that tell where somebody stands, by what they do in a sentence. Lists of plain English, read by `stance.py`."""

from webapp.text.words import stem


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


ENDING = _stems(
    """abandon abolish abolition axe ban banning bar cancel cease close closure criminalise criminalize criminal cut
    demolish disband discontinue dismantle drop eliminate end eradicate fight forbid halt illegal limit lose minimise
    minimize offence offense outlaw phase-out prevent prohibit prohibition reduce reject remove removal repeal replace
    restrict restriction scrap shut stop withdraw"""
)
"""What a proposal does when it takes something away."""
STARTING = _stems(
    """adopt allow approve build compulsory continue create enable encourage establish expand extend fund give increase
    install introduce keep launch legal legalise legalize maintain make mandatory open permit preserve promote
    protect provide require retain start subsidise subsidize subsidy support widen"""
)
"""What a proposal does when it brings or keeps something."""
AGREEING = _stems(
    "agree agreed applaud approve back endorse favour favor glad happy like love pleased support supportive welcome yes"
)
OPPOSING = _stems(
    """against disagree disapprove dislike dread hate object oppose opposed opposition refuse reject resist unhappy"""
)
NEGATING = _words(
    """aren't can't cannot couldn't didn't doesn't don't hardly hasn't haven't isn't little mustn't neither never no
    nobody none nor not nothing shouldn't unlikely wasn't weren't without won't wouldn't barely scarcely arent cant
    couldnt didnt doesnt dont hasnt havent isnt mustnt shouldnt wasnt werent wont wouldnt"""
)
LESSENING = _stems(
    """alleviate avert avoid combat curb cut cutting decrease deter diminish discourage eliminate ease end escape fight
    fewer free helps less lessen lower mitigate minimise minimize prevent protect reduce relieve remove rid save
    solve stop tackle treat"""
)
"""They turn what follows into its opposite: to reduce harm is good, to reduce help is not."""
SPARED = LESSENING - _stems("free helps save protect treat")
GOOD = _stems(
    """advance advantage affordable autonomy beneficial benefit best better care awareness bolster boost cheaper
    choice choose clean comfort convenience cure democracy deserve develop discovery dignity easier education
    effective elevate efficient empower enable encourage enjoy enhance equal equality essential excellent fair
    fairness fine flexible flexibility foster freedom fun good great growth happy harmless healthy health help
    helpful honest hope ideal important improve increase independence innovation inspire job knowledge learn liberty
    necessary needed nice opportunity peace personal positive practical productive progress promote prosper protect
    protection proud quality rehabilitate relief respect responsible revenue rich right safe safer safety security
    sensible smart strengthen strong success succeed support sustainable talented tradition transparency trust
    useful valuable value vital wealth welcome well wonderful works worthwhile"""
)
BAD = _stems(
    """abuse abusive accident addict addiction afraid aggressive anxiety archaic attack awful bad barbaric barrier
    biased bias bully bullying burden challenge circumvent conflict corrupt corruption complicate costly crime
    criminal cruel damage danger dangerous dead death debt deceive degrade deny depress destroy destruct devastate
    difficult dirty disadvantage disaster discriminate discrimination disease disrupt divide drug dying endanger
    error evil excessive expensive exploit exploitation extreme fail failure fear fraud greed harm harmful harsh
    hate hinder horrible hurt ignore illegal immoral impossible inappropriate ineffective inequality inhumane injury
    injustice innocent insidious interfere irresponsible kill lack lose loss manipulate miss mistake misuse murder
    oppress outdated outrageous pain pointless pollute pollution poor poverty predatory pressure problem punish
    racist rape repercussion repress restrict risk ruin sad scandal segregate self-harm selfish severe shame sick
    slave steal stigma stress stupid suffer suicide target tempt terrible terror threat threaten torture toxic
    trafficking trap trauma ugly undermine unethical unfair unhealthy unnatural unnecessary unreliable unsafe vice
    victim violate violence violent vulnerable war waste weak weaker worry worse worst wrong"""
)
MODALS = frozenset(
    ["should", "must", "ought", "need", "needs", "please", "let's", "has", "have", "shouldn't", "mustn't"]
)
PEOPLE = frozenset(
    ["i", "we", "i'm", "we're", "i'd", "we'd", "personally", "strongly", "fully", "totally", "completely"]
)
THE_PLAN = _stems("proposal proposed plan measure scheme policy")
AGAIN = _words("it this that such these they additionally also moreover furthermore overall")
"""With these a sentence goes on about what the one before was about."""
