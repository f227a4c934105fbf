package org.zhike.statistics.text;

/** Which common Chinese characters are written only in the simplified or only in the traditional way, and the pairs. */
final class Hanzi {

    /** Traditional and simplified in turn: common characters whose two forms differ and go together one to one. */
    private static final String PAIRS = """
            國国來来說说時时會会們们個个這这對对學学後后發发過过還还經经當当從从點点無无樣样動动進进開开間间長长問问話话氣气實实現现種种題题關关務务員员產产質质電电見见東东車车業业於于給给與与為为讓让請请謝谢貨货\
            買买賣卖單单錢钱價价貴贵帶带飯饭麵面湯汤雞鸡魚鱼鴨鸭蝦虾鹹咸熱热涼凉鮮鲜難难歡欢滿满愛爱聽听寫写讀读書书視视頻频網网絡络機机號号碼码線线連连結结級级續续維维護护換换壞坏斷断裝装運运輸输遲迟達达準准確确\
            際际總总約约終终繼继選选擇择願愿應应該该認认識识試试評评論论談谈講讲訴诉訊讯設设計计記记證证詢询誤误課课調调議议變变讚赞譽誉責责費费資资贈赠賠赔購购賬账貼贴貧贫賴赖醫医藥药術术復复衛卫衝冲補补複复製制\
            裡里覺觉觀观規规親亲優优傳传債债傷伤僅仅億亿儘尽內内兩两冊册別别則则創创劃划劇剧劉刘剛刚剝剥勞劳勢势勝胜勵励區区協协參参雙双嗎吗啟启喪丧嚇吓嚐尝嘗尝嚴严團团圍围圖图圓圆場场塊块報报墊垫壓压夠够夢梦奪夺\
            奮奋媽妈婦妇孫孙寧宁寶宝寵宠專专尋寻導导將将屆届屬属嶺岭幣币幫帮廠厂廣广廳厅張张彈弹強强歸归彙汇徹彻徑径恥耻惡恶惱恼態态慘惨慣惯慮虑憂忧憑凭懷怀懶懒懸悬戀恋戰战戲戏戶户擔担據据擠挤擴扩擺摆攔拦攜携攝摄\
            敗败敵敌數数斂敛舊旧晝昼暫暂暈晕條条楊杨極极構构標标樓楼樂乐橋桥檔档檢检櫃柜權权歲岁歷历殘残殺杀毀毁漢汉灑洒滯滞漲涨潔洁澤泽濃浓濕湿濟济灣湾災灾爐炉爭争爺爷爾尔牆墙犧牺狀状獎奖獨独獲获環环異异療疗癒愈\
            盡尽監监盤盘眾众矯矫礎础禮礼稅税穩稳積积窮穷竊窃筆笔節节範范築筑簡简籃篮糧粮糾纠紀纪紅红納纳純纯紙纸紛纷組组細细統统絕绝絲丝綠绿編编緊紧緩缓練练縮缩績绩織织繞绕繪绘罵骂罰罚羅罗習习聖圣聞闻聯联聲声職职\
            肅肃脅胁脫脱腦脑腸肠膠胶臉脸臨临舉举艙舱艱艰藝艺莊庄華华萬万葉叶蔥葱薦荐藍蓝蘇苏蘭兰處处虛虚蟲虫蠟蜡衆众襯衬襲袭訂订討讨訓训託托許许診诊詐诈詞词詳详誇夸誠诚語语誰谁諒谅謊谎謹谨譯译財财貫贯販贩賀贺賞赏\
            賤贱賽赛贏赢趕赶趙赵跡迹踐践蹤踪軟软較较載载輕轻輛辆輪轮輯辑辦办辭辞農农遊游違违遠远適适遺遗郵邮鄉乡鄰邻醬酱釋释針针釘钉鈔钞銀银銷销鋪铺鋼钢錄录錯错鍋锅鍵键鎖锁鎮镇鏡镜鐘钟鐵铁門门閃闪閉闭閱阅隊队陽阳\
            陰阴陳陈陸陆隨随險险隱隐雖虽雜杂離离雲云霧雾靈灵靜静響响頁页頂顶項项順顺須须預预領领頭头顆颗額额顏颜類类顧顾顯显風风飛飞飲饮飽饱餅饼養养餓饿餘余館馆饞馋馬马駕驾騎骑騙骗騰腾驗验驚惊髒脏體体髮发鬆松鬧闹\
            鬱郁鳥鸟鳳凤麗丽麥麦黃黄黨党齊齐齒齿齡龄龍龙龜龟燒烧麼么""";

    private static final char[] SIMPLIFIED = new char[1 << 16];
    private static final byte[] FORM = new byte[1 << 16];

    private static final byte TRADITIONAL_ONLY = 1;
    private static final byte SIMPLIFIED_ONLY = 2;

    /** Simplified forms that traditional texts use too, for other words: they tell nothing. */
    private static final String IN_BOTH = "后里于面制余游准凭冲松范只台干系几云叶谷斗郁克向布才尽占卷征千舍丑极荐了咸复划郁托愿";

    static {
        for (int c = 0; c < SIMPLIFIED.length; c++) {
            SIMPLIFIED[c] = (char) c;
        }
        for (int i = 0; i + 1 < PAIRS.length(); i += 2) {
            char traditional = PAIRS.charAt(i);
            char simplified = PAIRS.charAt(i + 1);
            if (traditional != simplified) {
                SIMPLIFIED[traditional] = simplified;
                FORM[traditional] = TRADITIONAL_ONLY;
                FORM[simplified] = SIMPLIFIED_ONLY;
            }
        }
        IN_BOTH.chars().forEach(c -> FORM[c] = 0);
    }

    private Hanzi() {}

    static char simplified(char c) {
        return SIMPLIFIED[c];
    }

    static boolean isOnlySimplified(char c) {
        return FORM[c] == SIMPLIFIED_ONLY;
    }

    static boolean isOnlyTraditional(char c) {
        return FORM[c] == TRADITIONAL_ONLY;
    }
}
