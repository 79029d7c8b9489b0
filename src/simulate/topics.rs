//! What people write about: clauses with slots, for the grammar in `words`.
//!
//! `{slot}` is filled in, `[words]` may be left out, `(one|other)` is a choice.

/// Something to write about.
pub(super) type Topic = &'static [&'static str];

pub(super) const DAILY: Topic = &[
    "{person} (left|forgot|lost|found|sold) {thing} at {place} [again] [{when}]",
    "(I|we) spent {while} looking for {thing}",
    "{weather} (since breakfast|all day|over {town}|and no end in sight)",
    "walked to {place} [and back] {when}",
    "{animal} (stole|ate|is guarding|sat on) (my lunch|{thing}|the newspaper|half of {food})",
    "{person} (says|thinks|keeps telling me) I should (call|visit|forgive|write to) {person}",
    "I am {mood} [and a little {mood}] today",
    "the queue at {place} was (endless|{number} people long|shorter than I feared)",
    "met {person} at {place} [{when}], first time in (months|years|ages)",
    "(finally|at last|only now) (fixed|returned|cleaned|threw out) {thing}",
    "(why|how) does {thing} always (vanish|break|end up at {place}) when I need it",
    "{person} is moving to {town} [(next month|in spring|with {animal})]",
    "I could hear {animal} (through the wall|from {place}|at five o'clock)",
    "the lift is (stuck|out of order|on strike) [again], {number} floors on foot",
    "somebody left {thing} (on the bench|in the hall|under the stairs) at {place}",
];

pub(super) const FOOD: Topic = &[
    "{food} for (breakfast|lunch|dinner|supper) [{when}], {good}",
    "{person} made {food} [for {number} people]",
    "(tried|attempted|ruined|rescued) {food} {when}",
    "there is nothing like {drink} (after|before) {food}",
    "who put {food} in the fridge next to {thing}",
    "the {drink} at {place} is {good}, the {drink} is {bad}",
    "I would walk to {town} for {food} [right now]",
    "burnt my tongue on {drink} [because {person} was (late|talking|early)]",
    "third cup of {drink} and (it is not even noon|I am still {mood}|counting)",
    "recipe says {while}, reality says {while}",
    "{food} [with far too much (garlic|butter|pepper|sugar)] [at {place}]",
    "we ordered {food} and got {food} instead",
];

pub(super) const CULTURE: Topic = &[
    "(watching|rewatching|fell asleep during) {show} [with {person}]",
    "{show} (was|is) ({good}|{bad})",
    "(reading|halfway through|just finished|cannot put down) {book}",
    "{artist} (play|are playing|sounded {good}) at {place} in {town} [{when}]",
    "the new record by {artist} is ({good}|{bad}) [on the second listen]",
    "{person} lent me {book} [and wants it back {when}]",
    "can anyone recommend {book} [for {person}]",
    "had {artist} in my head for {while}",
    "I never understood {show}, {person} explained it for {while}",
    "{number} pages into {book} [and already {mood}]",
    "tickets for {artist} in {town}, {mood} does not cover it",
];

pub(super) const SPORT: Topic = &[
    "{team} (beat|lost to|drew with|were robbed by) {team} [in the last minute]",
    "{player} (should start|deserves better|cannot play on the left|was everywhere) [against {team}]",
    "ran {number} kilometres {when} [(in|despite) {weather}]",
    "my knees (disagree with|are still angry about) {number} flights of stairs",
    "swam {number} lengths [before work], now {mood}",
    "cycled (to {place}|past {place}|as far as {town}) in {weather}",
    "{person} signed us up for a (relay|bowling night|half marathon|chess cup)",
    "never trust {team} with a lead",
    "that (pass|save|header|corner) by {player} was {good}",
];

pub(super) const TECH: Topic = &[
    "{software} (broke|ate|hid|renamed) (my notes|{number} files|everything|the login) {when}",
    "{gadget} needs {while} to start [since {software}]",
    "(restarted|dropped|updated|reset) {gadget} {number} times",
    "{person} asked me to fix {gadget}, the cable was loose",
    "is {software} {bad} for everyone or only in {town}",
    "wrote {number} lines and deleted {number}, {good}",
    "{software} is {good} [once you find the settings]",
    "backups, people: {gadget} died {when}",
    "(explained|showed) {software} to {person} for {while}",
    "new battery for {gadget}, like a different machine",
];

pub(super) const WORK: Topic = &[
    "{number} meetings about {project} {when}",
    "{project} is (done|late|{good}|{bad}|on my desk now)",
    "{person} wants {project} by (Friday|noon|tomorrow|the end of the month)",
    "first week (in the new team|at the new place|in the new role), {good}",
    "presented {project} to {number} people [and only stumbled twice]",
    "(looking for|still need|could use) somebody who knows {software}",
    "learned more about {project} {when} than in {while} of slides",
    "what is your advice on {project}, [dear] (hive mind|colleagues|all of you)",
    "(notes|slides|a short summary) from our talk on {project}: {link}",
    "(proud of|grateful for|impressed by) the people behind {project}",
    "the office smells of {food}, nobody works",
];

pub(super) const INFLUENCE: Topic = &[
    "(five|seven|ten|three) thoughts on {subject}: {link}",
    "{subject} is (not a numbers game|overrated|the new handshake|harder than it looks)",
    "everybody talks about {subject}, nobody about {subject}",
    "who else is at the (meetup|summit|workshop) on {subject} in {town}",
    "met {number} people {when} who live off {subject}",
    "my talk on {subject} is online: {link}",
    "{person} asked what {subject} is, I needed {while}",
    "what is your one rule for {subject}",
    "up early for a call with {town} about {subject}",
    "stop (worrying about|optimising|faking) {subject}, start (listening|replying|writing)",
    "(a chart|an interview|a podcast|a thread) on {subject} that is {good} {link}",
];

pub(super) const TRAVEL: Topic = &[
    "(landed in|leaving|lost in|first evening in) {town}, {weather}",
    "the (train|bus|ferry|night train) to {town} is (late|{good}|full|{number} minutes early)",
    "{town} smells of {food} and {drink}",
    "forgot {thing} at the hotel in {town}",
    "{number} hours at the airport in {town} with {book}",
    "(view|sunrise|sunset) from {place}: {link}",
    "how do you say {drink} in {town}, asking for a tired friend",
    "jet lag level: {food} at four in the morning",
    "border queue, {number} cars, one {drink}",
];

pub(super) const GARDEN: Topic = &[
    "{plant} (survived|came up early|needed water|did well) after {weather}",
    "{animal} (got into|dug up|is living under) {plant}",
    "the (grandchildren|twins|little ones) visited {when}, there was {food} on the table",
    "I sorted (old photographs|stamps|letters) for {while} and found one from {town}",
    "choir practice at {place} was {good}",
    "I planted {number} (bulbs|seedlings|radishes) {when}",
    "{person} showed me how to send a picture, it took {while}",
    "{number} across is still empty, the crossword wins {when}",
    "the doctor is pleased with my knee, I walked to {place} and back",
    "a letter from {town} came {when}, with a photograph of {animal}",
];

pub(super) const NIGHT: Topic = &[
    "(quiet|busy|long|strange) shift [so far], {number} calls before (midnight|two|four)",
    "the vending machine at {place} only has {food}",
    "sunrise means bedtime, {good}",
    "canteen at three in the morning: {food}, again",
    "{person} on the ward cannot sleep either",
    "blackout curtains are {good}",
    "night bus, {number} passengers, {animal} at the stop",
];

pub(super) const MATCH: Topic = &[
    "{player}! what a (goal|strike|save|miss)",
    "corner for {team}, {player} takes it [short]",
    "yellow card for {player}, (harsh|fair|late|about time)",
    "{team} (look tired|press high|cannot get out|change shape) now",
    "(half time|full time|water break|restart): {team} against {team}, {good}",
    "how did {player} (miss|save|see) that",
    "substitution: {player} for {player}",
    "{weather} here, {number} thousand in the ground [and all of them {mood}]",
    "offside? {person} says never",
    "{player} down, {while} of waiting",
    "penalty shouts (from {place}|everywhere|again), nothing given",
];

/// Short sentences of somebody who learns the language: the same shapes often, but about that person's own days.
pub(super) const SIMPLE: Topic = &[
    "today I go to {place}. It is {good}.",
    "I eat {food} with my family. I am {mood}.",
    "the weather is {weather} in {town} today.",
    "my friend {handle} say me hello from {town}.",
    "I learn English {while} every day. It is difficult but I like.",
    "in my country we eat {food} in the morning.",
    "I am very {mood} today because {person} come to visit.",
    "please, how I can say {thing} in English?",
    "I see {animal} near {place}. Very nice.",
    "my work is finish. Now {drink} and {show}.",
    "I have {number} homework for my course. I am {mood}.",
    "{person} give me {thing}. Thank you so much.",
    "yesterday I was in {town}. I like this city.",
    "I don't understand {show}, they speak too fast.",
];
