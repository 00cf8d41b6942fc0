"""Each tactic, in French and English, beside the sentence that resembles it and must pass."""

import pytest

from tests.guardrails.pressure.factories import rules

PRESSURE = [
    ("artificial_urgency", "fr", "Vite, le compte à rebours a commencé pour votre dossier."),
    ("artificial_urgency", "en", "Tick tock, the clock is ticking for your account."),
    ("artificial_urgency", "fr", "Après-demain, il sera trop tard."),
    ("artificial_urgency", "en", "Come Friday, it will be too late."),
    ("exploding_offer", "fr", "Je retire 12 % si vous signez avant ce soir."),
    ("exploding_offer", "en", "I'll knock off 12% if you sign by tonight."),
    ("fake_scarcity", "fr", "Plus que quatre appareils, et ils partent vite."),
    ("fake_scarcity", "en", "Only four units left and they are going fast."),
    ("now_or_never", "fr", "Une telle occasion ne reviendra plus."),
    ("now_or_never", "en", "You will never see a chance like this again."),
    ("activity_social_proof", "fr", "Neuf autres acheteurs regardent ce local en ce moment."),
    ("activity_social_proof", "en", "Nine other buyers are looking at these premises right now."),
    ("competitor_fomo", "fr", "Pendant que vous réfléchissez, vos concurrents avancent."),
    ("competitor_fomo", "en", "While you think it over, your competitors are moving ahead."),
    ("loss_framing", "fr", "Chaque mois perdu vous coûte une fortune."),
    ("loss_framing", "en", "Every month you lose is money down the drain."),
    ("fear_appeal", "fr", "Sans notre alarme, votre commerce court à la catastrophe."),
    ("fear_appeal", "en", "Without our alarm your shop will not survive a burglary."),
    ("confirmshaming", "fr", "Non, je préfère rester dans le passé et perdre de l'argent."),
    ("confirmshaming", "en", "No thanks, I'd rather keep wasting my budget."),
    ("guilt_trip", "fr", "Votre silence me blesse, après tout ce travail."),
    ("guilt_trip", "en", "I feel let down that you never answered."),
    ("ego_challenge", "fr", "Un vrai dirigeant n'hésiterait pas."),
    ("ego_challenge", "en", "A real leader would not hesitate."),
    ("assumed_consent", "fr", "Sans réponse de votre part, j'enverrai la facture."),
    ("assumed_consent", "en", "If I don't hear back, I'll take it as a yes and send the invoice."),
    ("nagging", "fr", "Je sais que vous avez refusé, mais je vous réécris quand même."),
    ("nagging", "en", "I know you said no, but here is one more proposal."),
    ("ultimatum", "fr", "Répondez avant midi, sinon je ferme votre dossier."),
    ("ultimatum", "en", "Answer by noon or I give the slot away."),
    ("false_authority", "fr", "Nous sommes mandatés par le ministère pour ce contrôle."),
    ("false_authority", "en", "We were appointed by the government to carry out this upgrade."),
    ("reciprocity_debt", "fr", "Nous vous avons offert l'étude : un geste en retour serait normal."),
    ("reciprocity_debt", "en", "We did the study for free, so you owe us a meeting."),
    ("false_intimacy", "fr", "Entre nous, quelqu'un d'aussi brillant que vous comprend déjà."),
    ("false_intimacy", "en", "I'm saying this as a friend: take it."),
    ("fake_exclusivity", "fr", "Gardez ce tarif secret, je ne le fais qu'à vous."),
    ("fake_exclusivity", "en", "You have been specially selected for this secret rate."),
    ("absolute_guarantee", "fr", "Succès garanti, vous n'avez rien à perdre."),
    ("absolute_guarantee", "en", "Guaranteed results with zero risk."),
    ("price_anchor", "fr", "Une valeur réelle de 900 €, cédée pour 90 €."),
    ("price_anchor", "en", "That is $900 worth of training, yours for just $90."),
    ("isolation", "fr", "Inutile de consulter votre notaire, décidons entre nous."),
    ("isolation", "en", "There is no need to ask your solicitor."),
    ("minimised_commitment", "fr", "C'est une simple formalité, signez et on verra les détails après."),
    ("minimised_commitment", "en", "It's just a formality, sign here and we'll sort out the rest later."),
    ("vulnerability_targeting", "fr", "À votre âge, refuser serait imprudent."),
    ("vulnerability_targeting", "en", "Given your debts, you can't afford to refuse."),
    ("surveillance_pressure", "fr", "J'ai vu que vous aviez ouvert le devis quatre fois, qu'attendez-vous ?"),
    ("surveillance_pressure", "en", "I noticed you opened the quote four times, so what is stopping you?"),
]

FINE = [
    ("artificial_urgency", "fr", "L'inscription au salon ferme le 3 avril, comme l'indique l'organisateur."),
    ("artificial_urgency", "en", "Registration for the fair closes on 3 April, as the organiser states."),
    ("artificial_urgency", "fr", "Merci de répondre quand vous le pourrez, rien ne presse."),
    ("exploding_offer", "fr", "Nos conditions générales accordent 2 % pour un paiement comptant."),
    ("exploding_offer", "en", "Our standard terms give 2% for payment within a week."),
    ("fake_scarcity", "fr", "Le dépôt compte huit appareils ; d'autres arrivent en mai."),
    ("fake_scarcity", "en", "The depot holds eight units; more arrive in May."),
    ("now_or_never", "fr", "L'ancien modèle n'est plus fabriqué, mais les pièces restent disponibles."),
    ("now_or_never", "en", "The old model is discontinued, but spare parts remain available."),
    ("activity_social_proof", "fr", "Notre enquête d'avril a reçu 52 réponses."),
    ("activity_social_proof", "en", "Our April survey had 52 replies."),
    ("competitor_fomo", "fr", "Vos concurrents publient leurs délais ; voici le lien."),
    ("competitor_fomo", "en", "Your competitors publish their lead times; here is the link."),
    ("loss_framing", "fr", "D'après vos factures, la fuite coûte environ 30 € par mois."),
    ("loss_framing", "en", "Based on your invoices, the leak costs about €30 a month."),
    ("fear_appeal", "fr", "La loi impose un registre ; le guide officiel est joint."),
    ("fear_appeal", "en", "The law requires a register; the official guide is attached."),
    ("confirmshaming", "fr", "Si vous préférez en rester là, un mot suffit."),
    ("confirmshaming", "en", "If you would rather stop here, one word is enough."),
    ("guilt_trip", "fr", "Je suis désolé de vous avoir fait attendre."),
    ("guilt_trip", "en", "I am sorry that we let you down."),
    ("ego_challenge", "fr", "Qui d'autre participe à la décision ?"),
    ("ego_challenge", "en", "Who else takes part in the decision?"),
    ("assumed_consent", "fr", "Sans réponse de votre part, je ne vous relancerai pas."),
    ("assumed_consent", "en", "If I do not hear from you, I will not follow up."),
    ("nagging", "fr", "Comme convenu, je vous rappelle en mars."),
    ("nagging", "en", "As agreed, I am calling you back in March."),
    ("ultimatum", "fr", "Selon l'article 9 du contrat, l'accès est suspendu après un impayé de 30 jours."),
    ("ultimatum", "en", "Under clause 9, access is suspended after 30 days in arrears."),
    ("false_authority", "fr", "Nous sommes agréés par la préfecture, sous le numéro 114."),
    ("false_authority", "en", "We are registered with the regulator under number 114."),
    ("reciprocity_debt", "fr", "L'étude est offerte et ne vous engage à rien."),
    ("reciprocity_debt", "en", "The study is free, whatever you decide."),
    ("false_intimacy", "fr", "Félicitations pour votre nouveau site."),
    ("false_intimacy", "en", "Congratulations on the new site."),
    ("fake_exclusivity", "fr", "Ce tarif est réservé aux adhérents du syndicat, dont vous faites partie."),
    ("fake_exclusivity", "en", "This rate is for members of the union, which you joined last year."),
    ("absolute_guarantee", "fr", "Le moteur est garanti trois ans."),
    ("absolute_guarantee", "en", "The motor carries a three-year warranty."),
    ("price_anchor", "fr", "Ancien prix 80 € (prix le plus bas des 30 derniers jours), prix actuel 64 €."),
    ("price_anchor", "en", "Previous price €80 (lowest in the last 30 days), current price €64."),
    ("isolation", "fr", "Inutile d'imprimer le bon, une réponse suffit."),
    ("isolation", "en", "No need to print the form; an answer is enough."),
    ("minimised_commitment", "fr", "Le contrat dure deux ans ; lisez bien l'article 4 avant de signer."),
    ("minimised_commitment", "en", "The contract runs for two years; please read clause 4 before you sign."),
    ("vulnerability_targeting", "fr", "Vous évoquiez un budget serré : un étalement est possible, sans obligation."),
    ("vulnerability_targeting", "en", "You mentioned a tight budget: instalments are possible, no obligation."),
    ("surveillance_pressure", "fr", "Vous avez demandé un rappel par le formulaire du site."),
    ("surveillance_pressure", "en", "You asked for a call back through the form on our site."),
]


@pytest.mark.parametrize(("tactic", "language", "sentence"), PRESSURE)
def test_pressure_is_found_and_named(tactic: str, language: str, sentence: str) -> None:
    assert tactic in rules(sentence, language)


@pytest.mark.parametrize(("tactic", "language", "sentence"), FINE)
def test_look_alikes_pass(tactic: str, language: str, sentence: str) -> None:
    assert rules(sentence, language) == [], f"resembles {tactic}"


def test_every_tactic_of_the_pack_has_both_kinds_of_rows_in_both_languages() -> None:
    from guardrails.packs.loader import load_packs
    from guardrails.packs.policy import Policy

    rules = Policy.of(load_packs([])).pressure
    tactics = {rule.tactic for rule in rules if rule.signal is None} - {"fake_thread"}
    assert len(tactics) == 24
    for table in (PRESSURE, FINE):
        rows = {(name, language) for name, language, _ in table}
        assert rows == {(name, language) for name in tactics for language in ("fr", "en")}


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("There is no need to decide before you have tried it for a month.", "en"),
        ("Prix le plus bas des 30 derniers jours avant l’offre : 80 €.", "fr"),
        ("Nothing will be recorded and nobody will be asked to sign.", "en"),
        ("Si vous préférez en rester là, dites-le-moi simplement.", "fr"),
        ("If I don't hear from you I'll simply close your request.", "en"),
        ("Sans nouvelles de votre part, je refermerai simplement votre demande.", "fr"),
    ],
)
def test_what_leaves_time_or_makes_refusing_easy_passes(sentence: str, language: str) -> None:
    assert rules(sentence, language) == []


def test_a_sentence_that_ends_the_text_keeps_its_full_stop() -> None:
    assert rules("Every serious firm uses this, except you.", "en") == ["competitor_fomo"]
