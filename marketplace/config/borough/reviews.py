"""What people of the borough say about their providers once they have approved a bill."""

from isf.models import Invoice
from marketplace.config.borough.weeks import seller_of
from marketplace.config.borough.world import Holder, World
from marketplace.enums import HideReason, ReviewState
from marketplace.models import Provider, Review
from marketplace.operations import moderation
from marketplace.operations import reviews as review_operations
from marketplace.rules import reviews
from marketplace.rules.reviews import Said

WRITES = 0.3
CHANGES = 0.05
SHOWS_NAME = 0.3
ANSWERED = 0.4

SAYINGS = (
    (5, 5, "They come when they said they would, and they listen."),
    (5, 4, "Kind people. I know who comes, and they ring when they are late."),
    (4, 4, "Good support. The bill says exactly what was done."),
    (4, 3, "I am happy with them, though weekends are dear."),
    (3, 3, "It is all right. It took a while until the same person came each week."),
    (2, 3, "Often late in the morning, and I had to ask about two bills."),
    (5, 5, "My mother laughs again on Thursdays. That says it all."),
)
ANSWERS = (
    "Thank you. We have told the team.",
    "Thank you for saying so. Please ring us, we want to put it right.",
)


def maybe_review(world: World, *, holder: Holder, invoice: Invoice) -> None:
    """Somebody says what they think of a provider, now and then; the first person always does."""
    if holder.user is None:
        return
    provider = Provider.objects.get(organisation=invoice.payee_id)
    has_said = Review.objects.filter(provider=provider, person=holder.person).exists()
    often = CHANGES if has_said else WRITES
    is_asked = holder is world.holders[0] and not has_said
    if not is_asked and world.dice.random() > often:
        return
    try:
        review = review_operations.write(
            by=world.for_person(holder),
            person_id=holder.person.pk,
            provider=provider.reference,
            said=say(world, holder=holder),
            at=world.at,
        )
    except reviews.NothingApproved:
        return
    world.tell("reviews")
    if not has_said and world.dice.random() < ANSWERED:
        answer(world, review=review)


def say(world: World, *, holder: Holder) -> Said:
    """Stars and words, under a name if the author likes."""
    service, value, words = world.dice.choice(SAYINGS)
    is_named = world.dice.random() < SHOWS_NAME
    shown_as = holder.person.known_as if is_named else ""
    return Said(service=service, value=value, words=words, shown_as=shown_as)


def answer(world: World, *, review: Review) -> None:
    """The provider's manager answers."""
    seller = seller_of(world, review.provider.organisation_id)
    review_operations.answer(
        by=world.acting(seller.manager, organisation=seller.organisation),
        review=review.reference,
        words=world.dice.choice(ANSWERS),
        at=world.at,
    )


def dispute(world: World) -> None:
    """One review is hidden by a moderator, and its author asks for another one."""
    authors = {holder.person.pk: holder for holder in world.holders}
    shown = Review.objects.filter(person__in=authors, state=ReviewState.SHOWN).order_by("pk")
    review = shown.exclude(person=world.holders[0].person).first() or shown.first()
    if review is None:
        return
    moderation.hide(
        by=world.acting(world.users["COMMISSIONER_2"], organisation=world.authority),
        review=review.reference,
        reason=HideReason.NOT_ABOUT_SERVICE,
        words="I cannot see which visits this is about.",
        at=world.at,
    )
    moderation.appeal(
        by=world.for_person(authors[review.person_id]),
        review=review.reference,
        words="It is about every visit since the spring.",
        at=world.at,
    )
    world.tell("a hidden review whose author appeals")
