"""The names by which authors write emoji: `:smile:`."""

# ruff: noqa: RUF001  # Signs are what this is about.

from __future__ import annotations

# Pairs of a name and its character. Several names may give the same one.
_FACES = """
grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 satisfied 😆 sweat_smile 😅 rofl 🤣 joy 😂
slightly_smiling_face 🙂 upside_down_face 🙃 melting_face 🫠 wink 😉 blush 😊 innocent 😇
smiling_face_with_three_hearts 🥰 heart_eyes 😍 star_struck 🤩 kissing_heart 😘 kissing 😗
relaxed ☺️ yum 😋 stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜 zany_face 🤪
money_mouth_face 🤑 hugs 🤗 hand_over_mouth 🤭 shushing_face 🤫 thinking 🤔 saluting_face 🫡
zipper_mouth_face 🤐 raised_eyebrow 🤨 neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏
unamused 😒 roll_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪 sleeping 😴 mask 😷
face_with_thermometer 🤒 nauseated_face 🤢 sneezing_face 🤧 hot_face 🥵 cold_face 🥶
dizzy_face 😵 exploding_head 🤯 cowboy_hat_face 🤠 partying_face 🥳 disguised_face 🥸
sunglasses 😎 nerd_face 🤓 monocle_face 🧐 confused 😕 worried 😟 slightly_frowning_face 🙁
open_mouth 😮 hushed 😯 astonished 😲 flushed 😳 pleading_face 🥺 frowning 😦 anguished 😧
fearful 😨 cold_sweat 😰 disappointed_relieved 😥 cry 😢 sob 😭 scream 😱 confounded 😖
persevere 😣 disappointed 😞 sweat 😓 weary 😩 tired_face 😫 yawning_face 🥱 triumph 😤 rage 😡
angry 😠 cursing_face 🤬 smiling_imp 😈 imp 👿 skull 💀 poop 💩 hankey 💩 clown_face 🤡 ghost 👻
alien 👽 robot 🤖 smiley_cat 😺 see_no_evil 🙈 hear_no_evil 🙉 speak_no_evil 🙊
"""

_HEARTS_AND_HANDS = """
heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜
brown_heart 🤎 black_heart 🖤 white_heart 🤍 broken_heart 💔 two_hearts 💕 sparkling_heart 💖
heartpulse 💗 cupid 💘 gift_heart 💝 love_letter 💌 kiss 💋 100 💯 anger 💢 boom 💥 collision 💥
dizzy 💫 sweat_drops 💦 dash 💨 speech_balloon 💬 thought_balloon 💭 zzz 💤 wave 👋
raised_hand ✋ hand ✋ vulcan_salute 🖖 ok_hand 👌 v ✌️ crossed_fingers 🤞 metal 🤘
call_me_hand 🤙 point_left 👈 point_right 👉 point_up_2 👆 point_up ☝️ point_down 👇 +1 👍
thumbsup 👍 -1 👎 thumbsdown 👎 fist ✊ facepunch 👊 punch 👊 clap 👏 raised_hands 🙌
open_hands 👐 handshake 🤝 pray 🙏 writing_hand ✍️ nail_care 💅 muscle 💪 ear 👂 brain 🧠 eyes 👀
eye 👁️ tongue 👅 baby 👶 boy 👦 girl 👧 man 👨 woman 👩 technologist 🧑‍💻 scientist 🧑‍🔬
teacher 🧑‍🏫 detective 🕵️ ninja 🥷 superhero 🦸 mage 🧙 facepalm 🤦 shrug 🤷 walking 🚶
running 🏃 dancer 💃 family 👪 busts_in_silhouette 👥 bust_in_silhouette 👤 footprints 👣
"""

_NATURE_AND_FOOD = """
monkey_face 🐵 dog 🐶 wolf 🐺 fox_face 🦊 cat 🐱 lion 🦁 tiger 🐯 horse 🐴 unicorn 🦄 cow 🐮 pig 🐷
mouse 🐭 rabbit 🐰 bear 🐻 panda_face 🐼 koala 🐨 chicken 🐔 penguin 🐧 bird 🐦 eagle 🦅 owl 🦉
frog 🐸 turtle 🐢 snake 🐍 dragon 🐉 whale 🐳 dolphin 🐬 fish 🐟 octopus 🐙 crab 🦀 snail 🐌
butterfly 🦋 bug 🐛 ant 🐜 bee 🐝 honeybee 🐝 spider 🕷️ bouquet 💐 cherry_blossom 🌸 rose 🌹
hibiscus 🌺 sunflower 🌻 blossom 🌼 tulip 🌷 seedling 🌱 evergreen_tree 🌲 deciduous_tree 🌳
palm_tree 🌴 cactus 🌵 herb 🌿 four_leaf_clover 🍀 maple_leaf 🍁 fallen_leaf 🍂 mushroom 🍄
grapes 🍇 watermelon 🍉 lemon 🍋 banana 🍌 pineapple 🍍 apple 🍎 green_apple 🍏 pear 🍐 peach 🍑
cherries 🍒 strawberry 🍓 tomato 🍅 avocado 🥑 carrot 🥕 corn 🌽 hot_pepper 🌶️ bread 🍞
cheese 🧀 egg 🥚 hamburger 🍔 fries 🍟 pizza 🍕 hotdog 🌭 taco 🌮 burrito 🌯 sushi 🍣 ramen 🍜
rice 🍚 icecream 🍦 doughnut 🍩 cookie 🍪 birthday 🎂 cake 🍰 chocolate_bar 🍫 candy 🍬
popcorn 🍿 coffee ☕ tea 🍵 beer 🍺 beers 🍻 wine_glass 🍷 cocktail 🍸 champagne 🍾
earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 globe_with_meridians 🌐 world_map 🗺️ moon 🌔
full_moon 🌕 new_moon 🌑 crescent_moon 🌙 sunny ☀️ sun_with_face 🌞 star ⭐ star2 🌟 stars 🌠
cloud ☁️ partly_sunny ⛅ rainbow 🌈 umbrella ☔ zap ⚡ snowflake ❄️ snowman ⛄ comet ☄️ fire 🔥
droplet 💧 ocean 🌊 volcano 🌋 mountain ⛰️ camping 🏕️ beach_umbrella 🏖️ desert 🏜️
"""

_PLACES_AND_THINGS = """
house 🏠 house_with_garden 🏡 office 🏢 hospital 🏥 bank 🏦 hotel 🏨 school 🏫 factory 🏭 castle 🏰
statue_of_liberty 🗽 tent ⛺ city_sunset 🌆 bridge_at_night 🌉 train 🚋 bullettrain_side 🚄
metro 🚇 bus 🚌 ambulance 🚑 fire_engine 🚒 police_car 🚓 taxi 🚕 car 🚗 red_car 🚗 truck 🚚
tractor 🚜 bike 🚲 motorcycle 🏍️ construction 🚧 traffic_light 🚥 anchor ⚓ sailboat ⛵ ship 🚢
airplane ✈️ helicopter 🚁 rocket 🚀 artificial_satellite 🛰️ flying_saucer 🛸 hourglass ⌛
hourglass_flowing_sand ⏳ watch ⌚ alarm_clock ⏰ stopwatch ⏱️ clock1 🕐 clock12 🕛 thermometer 🌡️
jack_o_lantern 🎃 christmas_tree 🎄 fireworks 🎆 sparkler 🎇 sparkles ✨ balloon 🎈 tada 🎉
confetti_ball 🎊 gift 🎁 ribbon 🎀 ticket 🎫 trophy 🏆 medal_sports 🏅 1st_place_medal 🥇
2nd_place_medal 🥈 3rd_place_medal 🥉 soccer ⚽ basketball 🏀 football 🏈 baseball ⚾ tennis 🎾
dart 🎯 bowling 🎳 golf ⛳ video_game 🎮 joystick 🕹️ game_die 🎲 jigsaw 🧩 chess_pawn ♟️ art 🎨
performing_arts 🎭 musical_note 🎵 notes 🎶 microphone 🎤 headphones 🎧 guitar 🎸
musical_keyboard 🎹 drum 🥁 trumpet 🎺 violin 🎻 eyeglasses 👓 necktie 👔 tshirt 👕 jeans 👖
dress 👗 shoe 👞 high_heel 👠 crown 👑 tophat 🎩 mortar_board 🎓 lipstick 💄 ring 💍 gem 💎
loudspeaker 📢 mega 📣 bell 🔔 no_bell 🔕 radio 📻 iphone 📱 phone ☎️ telephone ☎️ battery 🔋
electric_plug 🔌 computer 💻 desktop_computer 🖥️ printer 🖨️ keyboard ⌨️ computer_mouse 🖱️
floppy_disk 💾 cd 💿 dvd 📀 abacus 🧮 movie_camera 🎥 clapper 🎬 tv 📺 camera 📷 video_camera 📹
mag 🔍 mag_right 🔎 candle 🕯️ bulb 💡 flashlight 🔦 notebook 📓 closed_book 📕 book 📖
green_book 📗 blue_book 📘 orange_book 📙 books 📚 ledger 📒 page_facing_up 📄 page_with_curl 📃
newspaper 📰 bookmark_tabs 📑 bookmark 🔖 label 🏷️ moneybag 💰 coin 🪙 yen 💴 dollar 💵 euro 💶
pound 💷 money_with_wings 💸 credit_card 💳 receipt 🧾 chart 💹 email 📧 envelope ✉️ e-mail 📧
incoming_envelope 📨 outbox_tray 📤 inbox_tray 📥 package 📦 mailbox 📫 postbox 📮
ballot_box 🗳️ pencil2 ✏️ pencil 📝 memo 📝 pen 🖊️ paintbrush 🖌️ crayon 🖍️ briefcase 💼
file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ date 📅 calendar 📆 spiral_calendar 🗓️
card_index 📇 chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 clipboard 📋
pushpin 📌 round_pushpin 📍 paperclip 📎 straight_ruler 📏 triangular_ruler 📐 scissors ✂️
file_cabinet 🗄️ wastebasket 🗑️ lock 🔒 unlock 🔓 closed_lock_with_key 🔐 key 🔑 old_key 🗝️
hammer 🔨 axe 🪓 pick ⛏️ hammer_and_wrench 🛠️ dagger 🗡️ bomb 💣 shield 🛡️ wrench 🔧
screwdriver 🪛 nut_and_bolt 🔩 gear ⚙️ clamp 🗜️ balance_scale ⚖️ link 🔗 chains ⛓️ toolbox 🧰
magnet 🧲 test_tube 🧪 petri_dish 🧫 dna 🧬 microscope 🔬 telescope 🔭 satellite 📡 syringe 💉
pill 💊 stethoscope 🩺 door 🚪 bed 🛏️ couch_and_lamp 🛋️ toilet 🚽 shower 🚿 broom 🧹 soap 🧼
shopping_cart 🛒 crystal_ball 🔮 teddy_bear 🧸 thread 🧵 moyai 🗿
"""

_SIGNS = """
recycle ♻️ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 radioactive ☢️ biohazard ☣️ arrow_up ⬆️
arrow_upper_right ↗️ arrow_right ➡️ arrow_lower_right ↘️ arrow_down ⬇️ arrow_lower_left ↙️
arrow_left ⬅️ arrow_upper_left ↖️ arrow_up_down ↕️ left_right_arrow ↔️
leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️ arrows_clockwise 🔃
arrows_counterclockwise 🔄 back 🔙 end 🔚 on 🔛 soon 🔜 top 🔝 atom_symbol ⚛️ peace_symbol ☮️
yin_yang ☯️ infinity ♾️ twisted_rightwards_arrows 🔀 repeat 🔁 arrow_forward ▶️ fast_forward ⏩
arrow_backward ◀️ rewind ⏪ pause_button ⏸️ stop_button ⏹️ record_button ⏺️ low_brightness 🔅
high_brightness 🔆 signal_strength 📶 heavy_plus_sign ➕ heavy_minus_sign ➖
heavy_division_sign ➗ heavy_multiplication_x ✖️ bangbang ‼️ interrobang ⁉️ question ❓
grey_question ❔ grey_exclamation ❕ exclamation ❗ heavy_exclamation_mark ❗ currency_exchange 💱
heavy_dollar_sign 💲 white_check_mark ✅ ballot_box_with_check ☑️ heavy_check_mark ✔️ x ❌
negative_squared_cross_mark ❎ copyright ©️ registered ®️ tm ™️ hash #️⃣ zero 0️⃣ one 1️⃣ two 2️⃣
three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ keycap_ten 🔟 1234 🔢 abc 🔤 a 🅰️ b 🅱️
o2 🅾️ o ⭕ cool 🆒 free 🆓 information_source ℹ️ id 🆔 new 🆕 ng 🆖 ok 🆗 parking 🅿️ sos 🆘 up 🆙
vs 🆚 red_circle 🔴 orange_circle 🟠 yellow_circle 🟡 green_circle 🟢 large_blue_circle 🔵
purple_circle 🟣 brown_circle 🟤 black_circle ⚫ white_circle ⚪ red_square 🟥 orange_square 🟧
yellow_square 🟨 green_square 🟩 blue_square 🟦 purple_square 🟪 black_large_square ⬛
white_large_square ⬜ small_red_triangle 🔺 small_red_triangle_down 🔻
small_blue_diamond 🔹 small_orange_diamond 🔸 checkered_flag 🏁 triangular_flag_on_post 🚩
crossed_flags 🎌 black_flag 🏴 white_flag 🏳️ rainbow_flag 🏳️‍🌈 pirate_flag 🏴‍☠️ cn 🇨🇳 de 🇩🇪 es 🇪🇸
eu 🇪🇺 fr 🇫🇷 gb 🇬🇧 uk 🇬🇧 it 🇮🇹 jp 🇯🇵 kr 🇰🇷 ru 🇷🇺 us 🇺🇸
"""


def _table(*texts: str) -> dict[str, str]:
    words = " ".join(texts).split()
    return dict(zip(words[::2], words[1::2], strict=True))


EMOJI = _table(_FACES, _HEARTS_AND_HANDS, _NATURE_AND_FOOD, _PLACES_AND_THINGS, _SIGNS)
