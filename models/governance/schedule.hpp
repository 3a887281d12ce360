// The model is the ordered list of its mechanisms; a week is the list of phases below, which is the
// weekly schedule of the ODD (README.md in this folder).
#pragma once

#include "models/governance/autonomy.hpp"
#include "models/governance/demand.hpp"
#include "models/governance/discovery.hpp"
#include "models/governance/grievance.hpp"
#include "models/governance/leadership.hpp"
#include "models/governance/outcomes.hpp"
#include "models/governance/participation.hpp"
#include "models/governance/resources.hpp"
#include "models/governance/roles.hpp"
#include "models/governance/routing.hpp"
#include "models/governance/service.hpp"
#include "sim/run/phases.hpp"

namespace yihe::governance {

struct Governance {
    static constexpr std::string_view name = "governance";
    static constexpr Text title = {"One core, many actors", "一核多元"};
    static constexpr Text about = {
        "A community governed by a Party organization at the core and many actors around it.",
        "以社区党组织为核心、多元主体共同参与的社区治理。"};

    using Mechanisms =
        std::tuple<Outcomes, Inputs, Residents, Institutions, Cases, Demand, Superior, Trust,
                   Hierarchy, Discovery, Leadership, Roles, Routing, Autonomy, Resources, Service,
                   Witnesses, Efficacy, Participation, Grievance>;

    static constexpr std::size_t layer_count = 2;
    /// Cases of twelve weeks, 48 bytes each, in vectors that grow by doubling; measured at 10^6
    /// residents.
    static constexpr double community_bytes_per_agent = 20;
    static constexpr auto sizes = &Residents::sizes;
    static constexpr auto agents = &Residents::agents;
    static constexpr auto ties_per_agent = &Residents::ties_per_agent;

    static void begin_ledger(const Institutions::Community& inst, Cases::Community& cases) {
        cases.ledger.expect_actors(inst.serving);
    }

    static constexpr auto setup = std::tuple{
        in_community<Residents>("settle", {"Residents settle", "居民入住"}, &Residents::settle),
        build_layer<Residents>("neighbours", {"Neighbours in a building", "同楼邻里"},
                               &Residents::neighbours),
        build_layer<Residents>("acquaintances", {"Acquaintances", "社区熟人"},
                               &Residents::acquaintances),
        in_community<Institutions>("found", {"Institutions", "设立各主体"}, &Institutions::found),
        in_community<Cases>("ledger", {"Ledger", "事项台账"}, &begin_ledger),
        in_community<Roles>("roles", {"First duty beliefs", "初始职责认知"}, &Roles::begin),
        in_community<Autonomy>("autonomy", {"Autonomy", "自主性"}, &Autonomy::begin),
        in_community<Service>("service", {"Service", "服务"}, &Service::begin),
        in_community<Trust>("trust", {"First trust", "初始信任"}, &Trust::begin),
        in_community<Efficacy>("beliefs", {"First beliefs", "初始信念"}, &Efficacy::begin),
        in_community<Participation>("thresholds", {"Thresholds", "参与阈值"},
                                    &Participation::begin),
    };

    static constexpr auto week = std::tuple{
        // Needs arise; tasks come down; some needs become known.
        each_agent<Demand, Demand::arise>("arise", {"Needs arise", "需求产生"}),
        in_community<Demand>("record", {"Needs enter the ledger", "需求入账"}, &Demand::record),
        in_community<Superior>("tasks", {"Tasks from above", "上级派任务"}, &Superior::send),
        in_community<Discovery>("discover", {"Needs become known", "需求被发现"},
                                &Discovery::discover),
        in_community<Hierarchy>("report_upward", {"Reports go up the levels", "逐级上报"},
                                &Hierarchy::report_upward),
        // Whose duty is it?
        in_community<Roles>("drift", {"Duty beliefs drift", "职责认知漂移"}, &Roles::drift),
        in_community<Service>("staff", {"Hours of the week", "本周工时"}, &Service::staff),
        in_community<Leadership>("new_week", {"The core's week begins", "核心新的一周"},
                                 &Leadership::new_week),
        substeps(
            in_community<Routing>("choose", {"Holders make up their minds", "持有者作出判断"},
                                  &Routing::choose),
            in_community<Leadership>("take_up", {"The core takes decisions up", "核心接手决策"},
                                     &Leadership::take_up),
            in_community<Routing>("act", {"The others keep or hand on", "其余留办或转办"},
                                  &Routing::act)),
        // The core answers what it took up.
        in_community<Leadership>("answer", {"The core answers", "核心答复"}, &Leadership::answer),
        in_community<Roles>("adopt", {"Clarified duties are adopted", "采纳明确的职责"},
                            &Roles::adopt),
        in_community<Routing>("resume", {"Answered cases go on", "答复后继续办理"},
                              &Routing::resume),
        // Service.
        in_community<Resources>("match", {"Resources are matched", "资源对接"}, &Resources::match),
        in_community<Service>("serve", {"Cases are served", "办理事项"}, &Service::serve),
        in_community<Grievance>("expire", {"Deadlines pass", "逾期"}, &Grievance::expire),
        // What people make of it.
        in_community<Witnesses>("see", {"Neighbours see the end", "邻里看见结果"}, &Witnesses::see),
        in_community<Roles>("learn", {"Learning from who solved it", "向解决者学习"},
                            &Roles::learn),
        in_community<Grievance>("resent", {"Unmet needs are resented", "需求未满足生怨"},
                                &Grievance::resent),
        in_community<Superior>("hear", {"The superior hears of it", "上级得知"}, &Superior::hear),
        in_community<Trust>("experience", {"Trust is earned and lost", "信任增减"},
                            &Trust::experience),
        in_community<Trust>("judge_core", {"Institutions judge the core", "主体评价核心"},
                            &Trust::judge_core),
        in_community<Efficacy>("beliefs", {"Efficacy beliefs", "效能信念更新"}, &Efficacy::learn),
        in_community<Autonomy>("autonomy", {"Autonomy wears and recovers", "自主性损益"},
                               &Autonomy::update),
        in_community<Participation>("example", {"Members set examples", "党员示范"},
                                    &Participation::set_example),
        each_agent<Participation, Participation::decide>(
            "decide", {"Residents decide to take part", "居民决定是否参与"}),
        each_agent<Trust, Trust::fade>("trust_fades", {"Trust returns to the middle", "信任回落"}),
        each_agent<Grievance, Grievance::fade>("grievance_fades", {"Grievance fades", "不满消退"}),
        in_community<Grievance>("count", {"Grievances are counted", "统计不满"}, &Grievance::count),
        in_community<Outcomes>("observe", {"Outcomes are observed", "观测结果"},
                               &Outcomes::observe),
    };
};

}  // namespace yihe::governance
